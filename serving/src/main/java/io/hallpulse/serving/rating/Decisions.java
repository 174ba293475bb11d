package io.hallpulse.serving.rating;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.outbox.EventOutbox;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * What was decided about bad ratings: an event, an entry in the audit and a row for the desks, all
 * or nothing.
 */
@Singleton
final class Decisions {
  private static final String ADD =
      """
      INSERT INTO rating_decision (hall_id, ticket_id, decision, decided, decided_by)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  /** The lake has what is older. */
  private static final String RECENT =
      """
      SELECT ticket_id, decision, decided FROM rating_decision
      WHERE hall_id = ? AND decided > now() - INTERVAL '7 days'
      ORDER BY decided
      """;

  private final DataSource database;
  private final EventOutbox events;
  private final Audit audit;

  Decisions(DataSource database, EventOutbox events, Audit audit) {
    this.database = database;
    this.events = events;
    this.audit = audit;
  }

  /** One of them. */
  record Made(String ticketId, Decision decision, Instant decided) {}

  Made make(Caller by, Hall hall, String ticketId, Decision decision) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      var said = Event.newBuilder().setKind(decision.kind).setTicketId(ticketId);
      if (decision == Decision.TAMPERED) {
        said.setDecidedBy(by.name());
      }
      var event = events.add(connection, hall.hallId(), hall.district(), said);
      var decided = EventJson.instant(event.getTime());
      add(connection, by, hall.hallId(), ticketId, decision, decided);
      audit.add(connection, by, decision.action, ticketId, "hall " + hall.hallId());
      connection.commit();
      events.send();
      return new Made(ticketId, decision, decided);
    }
  }

  private static void add(
      Connection connection,
      Caller by,
      String hallId,
      String ticketId,
      Decision decision,
      Instant decided)
      throws SQLException {
    try (var insert = connection.prepareStatement(ADD)) {
      insert.setString(1, hallId);
      insert.setString(2, ticketId);
      insert.setString(3, decision.name());
      insert.setObject(4, decided.atOffset(ZoneOffset.UTC));
      insert.setString(5, by.name());
      if (insert.executeUpdate() == 0) {
        throw new ServingException(
            Reason.ALREADY_DECIDED,
            "%s was said of ticket %s before".formatted(decision, ticketId));
      }
    }
  }

  List<Made> recent(String hallId) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(RECENT)) {
      query.setString(1, hallId);
      try (var row = query.executeQuery()) {
        var made = new ArrayList<Made>();
        while (row.next()) {
          made.add(
              new Made(
                  row.getString("ticket_id"),
                  Decision.valueOf(row.getString("decision")),
                  row.getObject("decided", OffsetDateTime.class).toInstant()));
        }
        return made;
      }
    }
  }
}
