package io.hallpulse.serving.device;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.grant.EpochGrant;
import io.hallpulse.schemas.grant.EpochState;
import io.hallpulse.schemas.grant.SourceGrant;
import io.hallpulse.serving.outbox.Outbox;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The epochs of devices: they are granted, replaced and closed, and the hall job is told of it. */
@Singleton
final class Epochs {
  private static final String OF_DEVICE =
      """
      SELECT epoch, granted, fenced, closed, hmac_key FROM device_epoch
      WHERE device_id = ? ORDER BY epoch
      """;

  private static final String FENCE =
      """
      UPDATE device_epoch SET fenced = ? WHERE device_id = ? AND fenced IS NULL
      """;

  private static final String GRANT =
      """
      INSERT INTO device_epoch (device_id, epoch, granted, hmac_key)
      SELECT device_id, epoch, ?, hmac_key FROM device WHERE device_id = ?
      """;

  private static final String CLOSE =
      """
      UPDATE device_epoch SET closed = coalesce(closed, ?), fenced = coalesce(fenced, ?)
      WHERE device_id = ? AND epoch = coalesce(?, epoch)
      """;

  private static final String NEXT_VERSION =
      """
      UPDATE device SET version = version + 1 WHERE device_id = ?
      RETURNING hall_id, version
      """;

  /** A device must not begin before the job can know of it. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Outbox outbox;
  private final Clock clock;
  private final AvroCodec<SourceGrant> codec = AvroCodec.grants();

  Epochs(Outbox outbox, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  /** With its key, which nobody but the job is told. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Known(EpochRow row, byte[] lockedKey) {
    EpochGrant grant() {
      var closed = row.closed();
      return new EpochGrant(
          row.epoch(),
          row.state(),
          EventJson.micros(row.granted()),
          closed == null ? null : EventJson.micros(closed),
          ByteBuffer.wrap(lockedKey));
    }
  }

  List<EpochRow> of(Connection connection, String deviceId) throws SQLException {
    return known(connection, deviceId).stream().map(Known::row).toList();
  }

  /** Grants a device's present epoch under its present key; the one before may drain. */
  void grant(Connection connection, String deviceId) throws SQLException {
    update(connection, FENCE, now(), deviceId);
    update(connection, GRANT, now(), deviceId);
    tell(connection, deviceId);
  }

  /**
   * Closes an epoch of a device, or all; one that is closed stays so.
   *
   * @param epoch null for all
   * @return whether there is such a one
   */
  boolean close(Connection connection, String deviceId, @Nullable Long epoch) throws SQLException {
    if (update(connection, CLOSE, now(), now(), deviceId, epoch) == 0) {
      return false;
    }
    tell(connection, deviceId);
    return true;
  }

  /** Waits until the job can know what was decided; to be called after the commit. */
  void awaitTold(String deviceId) throws SQLException, InterruptedException {
    outbox.send();
    if (!outbox.sentWithin(PATIENCE)) {
      throw new ServingException(
          Reason.EVENTS_UNAVAILABLE,
          "Kept, but Kafka has not been told of device %s; ask again before it sends events"
              .formatted(deviceId));
    }
  }

  private void tell(Connection connection, String deviceId) throws SQLException {
    try (var next = connection.prepareStatement(NEXT_VERSION)) {
      next.setString(1, deviceId);
      try (var row = next.executeQuery()) {
        row.next();
        var version = row.getLong("version");
        var epochs = known(connection, deviceId).stream().map(Known::grant).toList();
        var grant =
            new SourceGrant(
                deviceId,
                row.getString("hall_id"),
                version,
                EventJson.micros(clock.instant()),
                epochs);
        outbox.add(
            connection,
            List.of(
                new Outbox.Message(
                    Topics.DEVICES.name(), deviceId + "/" + version, codec.encode(grant))));
      }
    }
  }

  private static List<Known> known(Connection connection, String deviceId) throws SQLException {
    try (var query = connection.prepareStatement(OF_DEVICE)) {
      query.setString(1, deviceId);
      try (var row = query.executeQuery()) {
        var epochs = new ArrayList<Known>();
        while (row.next()) {
          var fenced = instant(row, "fenced");
          var closed = instant(row, "closed");
          var state =
              closed != null
                  ? EpochState.CLOSED
                  : fenced != null ? EpochState.DRAINING : EpochState.OPEN;
          epochs.add(
              new Known(
                  new EpochRow(
                      row.getLong("epoch"),
                      state,
                      row.getObject("granted", OffsetDateTime.class).toInstant(),
                      fenced,
                      closed),
                  row.getBytes("hmac_key")));
        }
        return epochs;
      }
    }
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static int update(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement.executeUpdate();
    }
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
