package io.hallpulse.serving.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Parsed.Rejected;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.JsonLine;
import io.hallpulse.schemas.event.ServingSource;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.outbox.EventOutbox;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.reference.Names;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Sends an event once more as a person corrected it: with its own time, under serving's own source
 * and signature, so that what was refused stays to be seen and nothing is overwritten.
 */
@Singleton
final class Redrives {
  /** The new place of the event; what the old one was is no part of the correction. */
  private static final Set<String> IDENTITY = Set.of("source", "epoch", "seq", "recorded");

  private static final String ADD =
      """
      INSERT INTO redrive (origin, source, epoch, seq, sent_by, sent) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private static final String NEWEST =
      """
      SELECT origin, source, epoch, seq, sent_by, sent FROM redrive
      WHERE ?::text[] IS NULL OR source = ANY (?)
      ORDER BY sent DESC LIMIT 1000
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DataSource database;
  private final EventOutbox events;
  private final Audit audit;
  private final Names names;
  private final Clock clock;

  Redrives(DataSource database, EventOutbox events, Audit audit, Names names, Clock clock) {
    this.database = database;
    this.events = events;
    this.audit = audit;
    this.names = names;
    this.clock = clock;
  }

  /**
   * What was sent again.
   *
   * @param origin what it corrects
   * @param source under which it came in, with epoch and seq
   */
  @Schema(name = "Redrive")
  record Redrive(String origin, String source, long epoch, long seq, String sentBy, Instant sent) {}

  Redrive send(Caller by, String origin, ObjectNode corrected) throws SQLException {
    var event = checked(corrected);
    var hall =
        names
            .hall(event.getHallId())
            .orElseThrow(
                () ->
                    new ServingException(
                        Reason.UNKNOWN_HALL, "Hall %s is unknown".formatted(event.getHallId())));
    if (event.getTime() > EventJson.micros(clock.instant())) {
      throw new ServingException(
          Reason.UNUSABLE_EVENT,
          "time must not be after now, got " + EventJson.instant(event.getTime()));
    }
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      var sent = keep(connection, by, origin, hall, event);
      connection.commit();
      events.send();
      return sent;
    }
  }

  private Redrive keep(Connection connection, Caller by, String origin, Hall hall, Event event)
      throws SQLException {
    var added =
        events.add(
            connection,
            hall.hallId(),
            hall.district(),
            Event.newBuilder(event),
            EventJson.instant(event.getTime()));
    var sent =
        new Redrive(
            origin,
            added.getSource(),
            added.getEpoch(),
            added.getSeq(),
            by.name(),
            EventJson.instant(Objects.requireNonNull(added.getRecorded())));
    try (var insert = connection.prepareStatement(ADD)) {
      insert.setString(1, origin);
      insert.setString(2, sent.source());
      insert.setLong(3, sent.epoch());
      insert.setLong(4, sent.seq());
      insert.setString(5, sent.sentBy());
      insert.setObject(6, sent.sent().atOffset(ZoneOffset.UTC));
      if (insert.executeUpdate() == 0) {
        throw new ServingException(
            Reason.ALREADY_DECIDED, "%s was sent again before".formatted(origin));
      }
    }
    audit.add(
        connection,
        by,
        Action.EVENT_REDRIVEN,
        origin,
        "%s as %s/%d/%d".formatted(event.getKind(), sent.source(), sent.epoch(), sent.seq()));
    return sent;
  }

  private static Event checked(ObjectNode corrected) {
    var whole = corrected.deepCopy();
    whole.remove(IDENTITY);
    whole.put("source", "corrected").put("epoch", 1).put("seq", 1);
    var read = EventJson.read(write(whole));
    if (read instanceof Accepted<JsonLine> accepted
        && accepted.value() instanceof JsonLine.OfEvent of) {
      return of.event();
    }
    throw new ServingException(
        Reason.UNUSABLE_EVENT,
        read instanceof Rejected<JsonLine> rejected
            ? rejected.reason()
            : "REF is no event; reference data are changed at /api/v1/reference");
  }

  private static String write(ObjectNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was read cannot be written", e);
    }
  }

  /**
   * The last first, as many as fit.
   *
   * @param halls of these; null for all. Others take no place among them
   */
  List<Redrive> newest(@Nullable List<String> halls) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(NEWEST)) {
      var sources =
          halls == null
              ? null
              : connection.createArrayOf("text", halls.stream().map(ServingSource::of).toArray());
      query.setArray(1, sources);
      query.setArray(2, sources);
      try (var row = query.executeQuery()) {
        var sent = new ArrayList<Redrive>();
        while (row.next()) {
          sent.add(
              new Redrive(
                  row.getString("origin"),
                  row.getString("source"),
                  row.getLong("epoch"),
                  row.getLong("seq"),
                  row.getString("sent_by"),
                  row.getObject("sent", OffsetDateTime.class).toInstant()));
        }
        return sent;
      }
    }
  }
}
