package io.hallpulse.serving.device;

import io.hallpulse.schemas.reference.Hall;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What a hall's agent must know to work without serving: its part of the reference data. */
@Singleton
final class HallDownlink {
  /** Clerks are those who are rostered there, or whose id begins with the hall's; ids only. */
  private static final String OF_HALL =
      """
      WITH hall_queue AS (
        SELECT DISTINCT value ->> 'unit_id' AS unit_id FROM reference_version
        WHERE type = 'queue' AND value ->> 'hall_id' = ?
      ), hall_counter AS (
        SELECT DISTINCT id, value ->> 'unit_id' AS unit_id FROM reference_version
        WHERE type = 'counter' AND value ->> 'hall_id' = ?
      ), unit AS (
        SELECT unit_id FROM hall_queue UNION SELECT unit_id FROM hall_counter
      ), roster AS (
        SELECT * FROM reference_version
        WHERE type = 'roster' AND value ->> 'counter_id' IN (SELECT id FROM hall_counter)
      )
      SELECT type, id, effective_from, version,
        CASE type WHEN 'staff' THEN jsonb_build_object('staff_id', id) ELSE value END AS value
      FROM reference_version
      WHERE (type = 'hall' AND id = ?)
        OR (type = 'district' AND id = ?)
        OR (type = 'ruleset' AND value ->> 'district' = ?)
        OR (type IN ('queue', 'counter') AND value ->> 'hall_id' = ?)
        OR (type = 'unit' AND id IN (SELECT unit_id FROM unit))
        OR (type = 'item' AND value ->> 'unit_id' IN (SELECT unit_id FROM unit))
        OR (type = 'staff' AND (starts_with(id, ?)
            OR id IN (SELECT value ->> 'staff_id' FROM roster)))
        OR (type = 'calendar' AND id BETWEEN ? AND ?)
      UNION ALL
      SELECT type, id, effective_from, version, value FROM roster
      WHERE value ->> 'local_date' BETWEEN ? AND ?
      ORDER BY version
      """;

  /** From a day before: a slot of yesterday evening may be asked for after midnight. */
  private static final String AGREED =
      """
      SELECT appointment_id, code, visitor_token, item_code, slot FROM appointment
      WHERE hall_id = ? AND cancelled IS NULL AND slot > ?::timestamptz - INTERVAL '1 day'
      ORDER BY slot, appointment_id
      """;

  /** No hall keeps a face so long without being told; older ones have nothing to say. */
  private static final String WITHDRAWN =
      """
      SELECT visitor_token, kind, withdrawn FROM consent_withdrawal
      WHERE district = ? AND withdrawn > ?::timestamptz - INTERVAL '400 days'
      ORDER BY withdrawn, visitor_token
      """;

  private static final int DAYS_BACK = 2;
  private static final int ROSTER_DAYS = 15;
  private static final int CALENDAR_DAYS = 60;

  private final DataSource database;

  HallDownlink(DataSource database) {
    this.database = database;
  }

  /**
   * A version of a datum.
   *
   * @param value the datum as JSON
   */
  @Schema(name = "DownlinkVersion")
  record Version(String type, String id, Instant effectiveFrom, long version, String value) {}

  /**
   * A visit agreed on by phone.
   *
   * @param code that its QR code holds
   * @param visitorToken of who comes, null if nobody said who
   */
  @Schema(name = "DownlinkAppointment")
  record Agreed(
      String appointmentId,
      String code,
      @Nullable String visitorToken,
      String itemCode,
      Instant time) {}

  /**
   * A consent that was taken back.
   *
   * @param kind FACE or PHONE
   */
  @Schema(name = "DownlinkWithdrawal")
  record Withdrawn(String visitorToken, String kind, Instant withdrawnAt) {}

  /**
   * What a device is told.
   *
   * @param time serving's, by which a device sees how far its clock is off
   * @param epoch newest that was granted to the device
   */
  @Schema(name = "Downlink")
  record Told(
      Instant time,
      String deviceId,
      String hallId,
      String district,
      long epoch,
      List<Version> reference,
      List<Agreed> appointments,
      List<Withdrawn> withdrawn) {}

  List<Agreed> appointments(String hallId, Instant now) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(AGREED)) {
      query.setString(1, hallId);
      query.setObject(2, now.atOffset(ZoneOffset.UTC));
      try (var row = query.executeQuery()) {
        var agreed = new ArrayList<Agreed>();
        while (row.next()) {
          agreed.add(
              new Agreed(
                  row.getString("appointment_id"),
                  row.getString("code"),
                  row.getString("visitor_token"),
                  row.getString("item_code"),
                  row.getObject("slot", OffsetDateTime.class).toInstant()));
        }
        return agreed;
      }
    }
  }

  List<Withdrawn> withdrawn(String district, Instant now) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(WITHDRAWN)) {
      query.setString(1, district);
      query.setObject(2, now.atOffset(ZoneOffset.UTC));
      try (var row = query.executeQuery()) {
        var withdrawn = new ArrayList<Withdrawn>();
        while (row.next()) {
          withdrawn.add(
              new Withdrawn(
                  row.getString("visitor_token"),
                  row.getString("kind"),
                  row.getObject("withdrawn", OffsetDateTime.class).toInstant()));
        }
        return withdrawn;
      }
    }
  }

  List<Version> reference(Hall hall, Instant now) throws SQLException {
    var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    var id = hall.hallId();
    var from = today.minusDays(DAYS_BACK).toString();
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(OF_HALL)) {
      int next = 1;
      for (var text :
          List.of(
              id,
              id,
              id,
              hall.district(),
              hall.district(),
              id,
              id + "-",
              from,
              today.plusDays(CALENDAR_DAYS).toString(),
              from,
              today.plusDays(ROSTER_DAYS).toString())) {
        query.setString(next++, text);
      }
      try (var rows = query.executeQuery()) {
        var versions = new ArrayList<Version>();
        while (rows.next()) {
          versions.add(version(rows));
        }
        return versions;
      }
    }
  }

  private static Version version(ResultSet row) throws SQLException {
    return new Version(
        row.getString("type"),
        row.getString("id"),
        row.getObject("effective_from", OffsetDateTime.class).toInstant(),
        row.getLong("version"),
        row.getString("value"));
  }
}
