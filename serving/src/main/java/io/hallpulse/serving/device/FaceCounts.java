package io.hallpulse.serving.device;

import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * How many faces devices keep. The faces stay where they are; that there are so many is what a
 * filing with the authority is decided by, so it is kept here, also while a device is away.
 */
@Singleton
public final class FaceCounts {
  private static final String TELL =
      """
      UPDATE device SET faces_kept = ?, faces_told = ? WHERE device_id = ?
      """;

  private static final String ALL =
      """
      SELECT device_id, hall_id, faces_kept, faces_told FROM device
      WHERE faces_kept IS NOT NULL AND (revoked IS NOT NULL) = ?
      ORDER BY hall_id, device_id
      """;

  private final DataSource database;

  FaceCounts(DataSource database) {
    this.database = database;
  }

  /**
   * What a device said last.
   *
   * @param kept faces
   * @param told when it said so
   */
  @Schema(name = "FacesOfDevice")
  public record Told(String deviceId, String hallId, int kept, Instant told) {}

  void tell(String deviceId, int kept, Instant now) throws SQLException {
    if (kept < 0) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER, "faces must be at least 0, got " + kept);
    }
    try (var connection = database.getConnection();
        var update = connection.prepareStatement(TELL)) {
      update.setInt(1, kept);
      update.setObject(2, now.atOffset(ZoneOffset.UTC));
      update.setString(3, deviceId);
      update.executeUpdate();
    }
  }

  /** Of all devices that have said so and are in use, also while they are away. */
  public List<Told> inUse() throws SQLException {
    return all(false);
  }

  /** Of devices that were revoked: what they said before, if they kept any. */
  public List<Told> revoked() throws SQLException {
    return all(true).stream().filter(each -> each.kept() > 0).toList();
  }

  private List<Told> all(boolean revoked) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(ALL)) {
      query.setBoolean(1, revoked);
      try (var row = query.executeQuery()) {
        var all = new ArrayList<Told>();
        while (row.next()) {
          all.add(
              new Told(
                  row.getString("device_id"),
                  row.getString("hall_id"),
                  row.getInt("faces_kept"),
                  row.getObject("faces_told", OffsetDateTime.class).toInstant()));
        }
        return all;
      }
    }
  }
}
