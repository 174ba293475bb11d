package io.hallpulse.serving.device;

import io.hallpulse.schemas.event.ServingSource;
import io.hallpulse.schemas.grant.KeyVault;
import io.hallpulse.schemas.grant.Signer;
import io.hallpulse.schemas.grant.SigningKey;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;

/**
 * Serving's own source of each hall: a device like any other, with granted epochs and a key, that
 * enrols itself at a hall's first event. Revoked by an administrator it is silent; enrolled again
 * it goes on in its next epoch.
 */
@Singleton
public final class ServingSources {
  private static final String ENROL =
      """
      INSERT INTO device (device_id, hall_id, epoch, secret_hash, hmac_key, enrolled)
      VALUES (?, ?, 1, ?, ?, ?)
      ON CONFLICT (device_id) DO NOTHING
      """;

  private static final String BEGIN =
      """
      INSERT INTO event_source (hall_id, epoch, writer)
      SELECT hall_id, epoch, ? FROM device WHERE device_id = ?
      ON CONFLICT (hall_id) DO UPDATE
        SET epoch = excluded.epoch, next_seq = 1, writer = excluded.writer
        WHERE event_source.epoch < excluded.epoch
      """;

  /** The row stays locked until the transaction ends, so that numbers have no gaps. */
  private static final String NEXT =
      """
      UPDATE event_source s SET next_seq = next_seq + 1
      FROM device_epoch e
      JOIN device d USING (device_id)
      WHERE s.hall_id = ? AND e.device_id = ? AND e.epoch = s.epoch
        AND e.closed IS NULL AND d.revoked IS NULL
      RETURNING s.epoch, s.next_seq - 1 AS seq
      """;

  private static final String KEY =
      """
      SELECT e.hmac_key, s.writer FROM device_epoch e
      JOIN event_source s ON s.hall_id = ?
      WHERE e.device_id = ? AND e.epoch = ?
      """;

  private final KeyVault vault;
  private final Epochs epochs;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  ServingSources(KeyVault vault, Epochs epochs, Clock clock) {
    this.vault = vault;
    this.epochs = epochs;
    this.clock = clock;
  }

  /** The number that an event gets. */
  public record Place(String source, long epoch, long seq) {}

  /** What signs the batches of an epoch. */
  public record Pen(SigningKey key, long writer) {}

  /** The next number of a hall's source, within the caller's transaction. */
  public Place next(Connection connection, String hallId) throws SQLException {
    var source = ServingSource.of(hallId);
    enrol(connection, source, hallId);
    try (var begin = connection.prepareStatement(BEGIN)) {
      begin.setLong(1, random.nextLong() | 1); // 0 says that there is no store
      begin.setString(2, source);
      begin.executeUpdate();
    }
    try (var next = connection.prepareStatement(NEXT)) {
      next.setString(1, hallId);
      next.setString(2, source);
      try (var row = next.executeQuery()) {
        if (!row.next()) {
          throw new ServingException(
              Reason.EVENTS_UNAVAILABLE,
              "The source %s is revoked or closed; enrol it again as a device".formatted(source));
        }
        return new Place(source, row.getLong("epoch"), row.getLong("seq"));
      }
    }
  }

  private void enrol(Connection connection, String source, String hallId) throws SQLException {
    try (var enrol = connection.prepareStatement(ENROL)) {
      enrol.setString(1, source);
      enrol.setString(2, hallId);
      enrol.setBytes(3, bytes()); // of no secret: nobody signs in as serving
      enrol.setBytes(4, vault.lock(bytes(), source));
      enrol.setObject(5, clock.instant().atOffset(ZoneOffset.UTC));
      if (enrol.executeUpdate() == 1) {
        epochs.grant(connection, source);
      }
    }
  }

  /** What signs the batches of a hall's source in an epoch. */
  public Pen pen(Connection connection, String hallId, long epoch) throws SQLException {
    var source = ServingSource.of(hallId);
    try (var query = connection.prepareStatement(KEY)) {
      query.setString(1, hallId);
      query.setString(2, source);
      query.setLong(3, epoch);
      try (var row = query.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("Epoch %d of %s has no key".formatted(epoch, source));
        }
        var key = vault.unlock(row.getBytes("hmac_key"), source);
        return new Pen(new SigningKey(Signer.device(source, epoch), key), row.getLong("writer"));
      }
    }
  }

  private byte[] bytes() {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }
}
