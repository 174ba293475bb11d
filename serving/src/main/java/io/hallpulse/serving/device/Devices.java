package io.hallpulse.serving.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.grant.KeyVault;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.DeviceCredentials;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The devices that may come, each of one hall; their epochs only grow. */
@Singleton
final class Devices implements DeviceCredentials {
  private static final String ALL =
      """
      SELECT device_id, hall_id, epoch, enrolled, revoked FROM device ORDER BY device_id
      """;

  private static final String SECRET =
      """
      SELECT hall_id, secret_hash FROM device WHERE device_id = ? AND revoked IS NULL
      """;

  /** A device of another hall is left alone, and nothing is returned. */
  private static final String ENROL =
      """
      INSERT INTO device AS d (device_id, hall_id, epoch, secret_hash, hmac_key, enrolled)
      VALUES (?, ?, 1, ?, ?, ?)
      ON CONFLICT (device_id) DO UPDATE
        SET epoch = d.epoch + 1, secret_hash = excluded.secret_hash,
          hmac_key = excluded.hmac_key, enrolled = excluded.enrolled, revoked = NULL
        WHERE d.hall_id = excluded.hall_id
      RETURNING device_id, hall_id, epoch, enrolled, revoked
      """;

  private static final String KEY =
      """
      SELECT hmac_key FROM device WHERE device_id = ? AND revoked IS NULL
      """;

  private static final String NEXT_EPOCH =
      """
      UPDATE device SET epoch = epoch + 1
      WHERE device_id = ? AND revoked IS NULL
      RETURNING device_id, hall_id, epoch, enrolled, revoked
      """;

  private static final String REVOKE =
      """
      UPDATE device SET revoked = coalesce(revoked, ?)
      WHERE device_id = ?
      RETURNING device_id, hall_id, epoch, enrolled, revoked
      """;

  private static final String ONE =
      """
      SELECT device_id, hall_id, epoch, enrolled, revoked FROM device WHERE device_id = ?
      """;

  private final DataSource database;
  private final KeyVault vault;
  private final Epochs epochs;
  private final VisitorKeys visitorKeys;
  private final Audit audit;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Devices(
      DataSource database,
      KeyVault vault,
      Epochs epochs,
      VisitorKeys visitorKeys,
      Audit audit,
      Clock clock) {
    this.database = database;
    this.vault = vault;
    this.epochs = epochs;
    this.visitorKeys = visitorKeys;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Optional<String> hallOf(String deviceId, String secret) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(SECRET)) {
      query.setString(1, deviceId);
      try (var row = query.executeQuery()) {
        return row.next() && MessageDigest.isEqual(row.getBytes("secret_hash"), hash(secret))
            ? Optional.of(row.getString("hall_id"))
            : Optional.empty();
      }
    }
  }

  List<DeviceRow> all() throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(ALL);
        var rows = query.executeQuery()) {
      var all = new ArrayList<DeviceRow>();
      while (rows.next()) {
        all.add(row(rows));
      }
      return all;
    }
  }

  /** Gives a device new credentials and the next epoch; those before no longer count for it. */
  Enrolment enrol(Caller by, String deviceId, Hall hall) throws SQLException, InterruptedException {
    var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    var key = bytes();
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      var device =
          change(
                  connection,
                  ENROL,
                  deviceId,
                  hall.hallId(),
                  hash(secret),
                  vault.lock(key, deviceId),
                  now())
              .orElseThrow(
                  () ->
                      new ServingException(
                          Reason.UNUSABLE_DEVICE,
                          "Device %s belongs to another hall and stays there".formatted(deviceId)));
      epochs.grant(connection, deviceId);
      audit.add(connection, by, Action.DEVICE_ENROLLED, deviceId, told(device));
      connection.commit();
      epochs.awaitTold(deviceId);
      return new Enrolment(
          device,
          "device/" + deviceId,
          secret,
          Base64.getEncoder().encodeToString(key),
          hall.district(),
          VisitorKeys.VERSION,
          Base64.getEncoder().encodeToString(visitorKeys.of(hall.district())));
    }
  }

  /** The next epoch of a device; the one before may drain. */
  Optional<DeviceRow> nextEpoch(Caller by, String deviceId)
      throws SQLException, InterruptedException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      var device = change(connection, NEXT_EPOCH, deviceId);
      if (device.isPresent()) {
        epochs.grant(connection, deviceId);
        audit.add(connection, by, Action.DEVICE_EPOCH_GRANTED, deviceId, told(device.get()));
        connection.commit();
        epochs.awaitTold(deviceId);
      }
      return device;
    }
  }

  /** A device, empty if there is none of this name. */
  Optional<DeviceRow> one(String deviceId) throws SQLException {
    try (var connection = database.getConnection()) {
      return change(connection, ONE, deviceId);
    }
  }

  /** The newest key of a device, empty once it may no longer come. */
  Optional<byte[]> key(String deviceId) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(KEY)) {
      query.setString(1, deviceId);
      try (var row = query.executeQuery()) {
        return row.next()
            ? Optional.of(vault.unlock(row.getBytes("hmac_key"), deviceId))
            : Optional.empty();
      }
    }
  }

  /** The epochs of a device, empty if there is none of this name. */
  List<EpochRow> epochs(String deviceId) throws SQLException {
    try (var connection = database.getConnection()) {
      return epochs.of(connection, deviceId);
    }
  }

  /** Lets nothing more of an epoch in; empty if it was never granted. */
  Optional<DeviceRow> close(Caller by, String deviceId, long epoch)
      throws SQLException, InterruptedException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      var device = change(connection, ONE, deviceId);
      if (device.isEmpty() || !epochs.close(connection, deviceId, epoch)) {
        return Optional.empty();
      }
      var told = "hall %s, epoch %d".formatted(device.get().hallId(), epoch);
      audit.add(connection, by, Action.DEVICE_EPOCH_CLOSED, deviceId, told);
      connection.commit();
      epochs.awaitTold(deviceId);
      return device;
    }
  }

  /** Closes the door to a device, and all of its epochs. */
  Optional<DeviceRow> revoke(Caller by, String deviceId) throws SQLException, InterruptedException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      var device = change(connection, REVOKE, now(), deviceId);
      if (device.isPresent()) {
        epochs.close(connection, deviceId, null);
        audit.add(connection, by, Action.DEVICE_REVOKED, deviceId, told(device.get()));
        connection.commit();
        epochs.awaitTold(deviceId);
      }
      return device;
    }
  }

  private static Optional<DeviceRow> change(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      set(statement, parameters);
      try (var row = statement.executeQuery()) {
        return row.next() ? Optional.of(row(row)) : Optional.empty();
      }
    }
  }

  private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  private static DeviceRow row(ResultSet row) throws SQLException {
    var revoked = row.getObject("revoked", OffsetDateTime.class);
    return new DeviceRow(
        row.getString("device_id"),
        row.getString("hall_id"),
        row.getLong("epoch"),
        row.getObject("enrolled", OffsetDateTime.class).toInstant(),
        revoked == null ? null : revoked.toInstant());
  }

  private static String told(DeviceRow device) {
    return "hall %s, epoch %d".formatted(device.hallId(), device.epoch());
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private byte[] bytes() {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The secret is random, so that a plain hash is as good as a slow one. */
  private static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
