package io.hallpulse.serving.outbox;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.serving.device.ServingSources;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;

/**
 * Events that serving itself decides: each gets its number in the transaction that decides it, so
 * that none is lost, doubled or told without having been decided.
 */
@Singleton
public final class EventOutbox {
  private static final String ADD =
      """
      INSERT INTO event_outbox (hall_id, epoch, seq, event) VALUES (?, ?, ?, ?)
      """;

  private final ServingSources sources;
  private final Outbox outbox;
  private final Clock clock;

  EventOutbox(ServingSources sources, Outbox outbox, Clock clock) {
    this.sources = sources;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Adds an event of now within the caller's transaction; tell {@link #send} once it is committed.
   *
   * @param said its kind and what that needs
   */
  public Event add(Connection connection, String hallId, String district, Event.Builder said)
      throws SQLException {
    return add(connection, hallId, district, said, clock.instant());
  }

  /** Adds an event of an earlier time within the caller's transaction. */
  public Event add(
      Connection connection, String hallId, String district, Event.Builder said, Instant time)
      throws SQLException {
    var place = sources.next(connection, hallId);
    var event =
        said.setSource(place.source())
            .setEpoch(place.epoch())
            .setSeq(place.seq())
            .setTime(EventJson.micros(time))
            .setRecorded(EventJson.micros(clock.instant()))
            .setDistrict(district)
            .setHallId(hallId)
            .build();
    try (var insert = connection.prepareStatement(ADD)) {
      insert.setString(1, hallId);
      insert.setLong(2, place.epoch());
      insert.setLong(3, place.seq());
      insert.setString(4, EventJson.write(event));
      insert.executeUpdate();
    }
    return event;
  }

  /** Has what was committed so far sent now rather than at the next look. */
  public void send() {
    outbox.send();
  }
}
