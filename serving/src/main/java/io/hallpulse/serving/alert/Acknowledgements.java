package io.hallpulse.serving.alert;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.live.AlertNow;
import io.hallpulse.serving.outbox.EventOutbox;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.reference.Names;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * That somebody has seen an alarm: an event, an entry in the audit and a row that keeps others from
 * saying it again, all or nothing.
 */
@Singleton
final class Acknowledgements {
  private static final String ADD =
      """
      INSERT INTO alarm_acknowledgement (alarm_id, acknowledged) VALUES (?, ?)
      ON CONFLICT DO NOTHING
      """;

  private final DataSource database;
  private final EventOutbox events;
  private final Audit audit;
  private final Names names;

  Acknowledgements(DataSource database, EventOutbox events, Audit audit, Names names) {
    this.database = database;
    this.events = events;
    this.audit = audit;
    this.names = names;
  }

  /** What was said, and when. */
  record Made(
      String alarmId, Instant acknowledgedAt, String acknowledgedBy, @Nullable String comment) {}

  Made make(Caller by, AlertNow alert, @Nullable String comment) throws SQLException {
    var hall = hall(alert);
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      var said =
          Event.newBuilder()
              .setKind(EventKind.ALARM_ACKNOWLEDGED)
              .setAlarmId(alert.alarmId())
              .setDecidedBy(by.name())
              .setComment(comment);
      var event = events.add(connection, hall.hallId(), hall.district(), said);
      var at = EventJson.instant(event.getTime());
      add(connection, alert.alarmId(), at);
      audit.add(
          connection,
          by,
          Action.ALARM_ACKNOWLEDGED,
          alert.alarmId(),
          "%s %s".formatted(alert.scope(), alert.scopeId()));
      connection.commit();
      events.send();
      return new Made(alert.alarmId(), at, by.name(), comment);
    }
  }

  /** An alarm of no hall is acknowledged by the source of any: whom it concerns finds it. */
  private Hall hall(AlertNow alert) {
    var hallId = alert.hallId();
    var hall =
        hallId == null
            ? names.halls().stream().findFirst()
            : Optional.of(hallId).flatMap(names::hall);
    return hall.orElseThrow(
        () -> new ServingException(Reason.UNKNOWN_HALL, "Hall %s is unknown".formatted(hallId)));
  }

  private static void add(Connection connection, String alarmId, Instant at) throws SQLException {
    try (var insert = connection.prepareStatement(ADD)) {
      insert.setString(1, alarmId);
      insert.setObject(2, at.atOffset(ZoneOffset.UTC));
      if (insert.executeUpdate() == 0) {
        throw new ServingException(
            Reason.ALREADY_DECIDED, "Alarm %s was acknowledged before".formatted(alarmId));
      }
    }
  }
}
