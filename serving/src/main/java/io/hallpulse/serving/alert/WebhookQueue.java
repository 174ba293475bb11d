package io.hallpulse.serving.alert;

import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * What a webhook is still to be told, in the database, so that no restart forgets or repeats it.
 */
@Singleton
final class WebhookQueue {
  /**
   * A step is told once, whatever revision says it again; that an alarm has cleared is told to whom
   * it was told that it was raised.
   */
  private static final String ADD =
      """
      INSERT INTO webhook_delivery (alarm_id, state, revision, body, queued, next_try)
      SELECT ?, ?, ?, ?, ?, ?
      WHERE ? IS DISTINCT FROM
          (SELECT state FROM webhook_delivery WHERE alarm_id = ? ORDER BY revision DESC LIMIT 1)
        AND (? <> 'CLEARED' OR EXISTS (SELECT 1 FROM webhook_delivery WHERE alarm_id = ?))
        AND NOT EXISTS (SELECT 1 FROM webhook_delivery WHERE alarm_id = ? AND revision >= ?)
      ON CONFLICT DO NOTHING
      """;

  /** The row stays locked while it is sent: another instance takes another one. */
  private static final String NEXT =
      """
      SELECT id, alarm_id, state, revision, body, attempts, queued FROM webhook_delivery d
      WHERE delivered IS NULL AND abandoned IS NULL AND next_try <= ?
        AND NOT EXISTS (
          SELECT 1 FROM webhook_delivery e
          WHERE e.alarm_id = d.alarm_id AND e.revision < d.revision
            AND e.delivered IS NULL AND e.abandoned IS NULL)
      ORDER BY next_try, id
      LIMIT 1
      FOR UPDATE SKIP LOCKED
      """;

  private static final String DELIVERED =
      "UPDATE webhook_delivery SET delivered = ?, attempts = attempts + 1 WHERE id = ?";

  private static final String FAILED =
      """
      UPDATE webhook_delivery
      SET attempts = attempts + 1, last_error = ?, next_try = ?, abandoned = ?
      WHERE id = ?
      """;

  private static final String WAITING =
      "SELECT count(*) FROM webhook_delivery WHERE delivered IS NULL AND abandoned IS NULL";

  private static final String FORGET =
      "DELETE FROM webhook_delivery WHERE coalesce(delivered, abandoned) < ?";

  private final DataSource database;

  WebhookQueue(DataSource database) {
    this.database = database;
  }

  /** One of them. */
  record Delivery(
      long id,
      String alarmId,
      String state,
      long revision,
      String body,
      int attempts,
      Instant queued) {
    /** By it the receiver knows what it has taken before. */
    String key() {
      return "%s/%s/%d".formatted(alarmId, state, revision);
    }
  }

  /** Adds a step of an alarm; whether it was new. */
  boolean add(String alarmId, String state, long revision, String body, Instant now)
      throws SQLException {
    try (var connection = database.getConnection();
        var insert = connection.prepareStatement(ADD)) {
      insert.setString(1, alarmId);
      insert.setString(2, state);
      insert.setLong(3, revision);
      insert.setString(4, body);
      insert.setObject(5, now.atOffset(ZoneOffset.UTC));
      insert.setObject(6, now.atOffset(ZoneOffset.UTC));
      insert.setString(7, state);
      insert.setString(8, alarmId);
      insert.setString(9, state);
      insert.setString(10, alarmId);
      insert.setString(11, alarmId);
      insert.setLong(12, revision);
      return insert.executeUpdate() == 1;
    }
  }

  /** Sends one; gives what went wrong, null if it was taken. */
  interface Sender {
    @Nullable
    String send(Delivery delivery) throws InterruptedException;
  }

  /** Says when to try again after so many attempts; null to give it up. */
  interface Patience {
    @Nullable
    Duration after(int attempts, Duration waited);
  }

  /** Whether one was due; what became of it is told to the sender alone. */
  boolean sendNext(Instant now, Sender sender, Patience patience)
      throws SQLException, InterruptedException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      var delivery = next(connection, now);
      if (delivery == null) {
        return false;
      }
      var problem = sender.send(delivery);
      if (problem == null) {
        delivered(connection, delivery, now);
      } else {
        var wait =
            patience.after(delivery.attempts() + 1, Duration.between(delivery.queued(), now));
        failed(connection, delivery, problem, wait, now);
      }
      connection.commit();
      return true;
    }
  }

  private static @Nullable Delivery next(Connection connection, Instant now) throws SQLException {
    try (var query = connection.prepareStatement(NEXT)) {
      query.setObject(1, now.atOffset(ZoneOffset.UTC));
      try (var row = query.executeQuery()) {
        return row.next()
            ? new Delivery(
                row.getLong("id"),
                row.getString("alarm_id"),
                row.getString("state"),
                row.getLong("revision"),
                row.getString("body"),
                row.getInt("attempts"),
                row.getObject("queued", OffsetDateTime.class).toInstant())
            : null;
      }
    }
  }

  private static void delivered(Connection connection, Delivery delivery, Instant now)
      throws SQLException {
    try (var update = connection.prepareStatement(DELIVERED)) {
      update.setObject(1, now.atOffset(ZoneOffset.UTC));
      update.setLong(2, delivery.id());
      update.executeUpdate();
    }
  }

  private static void failed(
      Connection connection,
      Delivery delivery,
      String problem,
      @Nullable Duration wait,
      Instant now)
      throws SQLException {
    try (var update = connection.prepareStatement(FAILED)) {
      update.setString(1, problem);
      update.setObject(2, (wait == null ? now : now.plus(wait)).atOffset(ZoneOffset.UTC));
      update.setObject(3, wait == null ? now.atOffset(ZoneOffset.UTC) : null);
      update.setLong(4, delivery.id());
      update.executeUpdate();
    }
  }

  long waiting() throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(WAITING);
        var row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Keys of what was told are kept for longer than the topic could tell it again. */
  void forgetBefore(Instant time) throws SQLException {
    try (var connection = database.getConnection();
        var delete = connection.prepareStatement(FORGET)) {
      delete.setObject(1, time.atOffset(ZoneOffset.UTC));
      delete.executeUpdate();
    }
  }
}
