package io.hallpulse.serving.appointment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Which items may be agreed on where: those of halls with a device, since without one nobody there
 * would learn of an appointment.
 */
@Singleton
final class Offers {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private static final String FOUND =
      """
      WITH newest AS (
        SELECT DISTINCT ON (type, id) type, id, value FROM reference_version
        WHERE type IN ('district', 'hall', 'unit', 'queue', 'counter', 'item') AND effective_from <= ?
        ORDER BY type, id, effective_from DESC, version DESC
      )
      SELECT DISTINCT h.id AS hall_id, h.value ->> 'name' AS hall_name,
        h.value ->> 'district' AS district,
        coalesce((SELECT d.value ->> 'time_zone' FROM newest d WHERE d.type = 'district'
          AND d.id = h.value ->> 'district'), 'Asia/Shanghai') AS time_zone, u.id AS unit_id, u.value ->> 'name' AS unit_name,
        i.id AS item_code, i.value ->> 'name' AS item_name,
        (i.value ->> 'committed_minutes')::int AS committed_minutes,
        (i.value -> 'materials')::text AS materials,
        (SELECT count(*) FROM newest c WHERE c.type = 'counter'
          AND c.value ->> 'hall_id' = h.id AND c.value ->> 'unit_id' = u.id) AS counters
      FROM newest h
      JOIN newest q ON q.type = 'queue' AND q.value ->> 'hall_id' = h.id
      JOIN newest u ON u.type = 'unit' AND u.id = q.value ->> 'unit_id'
      JOIN newest i ON i.type = 'item' AND i.value ->> 'unit_id' = u.id
      WHERE h.type = 'hall'
        AND EXISTS (SELECT 1 FROM device d WHERE d.hall_id = h.id AND d.revoked IS NULL
          AND NOT starts_with(d.device_id, 'serving-'))
        AND (?::text IS NULL OR h.id = ?) AND (?::text IS NULL OR i.id = ?)
      ORDER BY hall_id, unit_id, item_code
      """;

  private final DataSource database;
  private final Clock clock;

  Offers(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * An item of a hall.
   *
   * @param timeZone of the hall, in which its hours are told
   * @param counters of its unit there
   */
  record Offer(
      String hallId,
      String hallName,
      String district,
      String timeZone,
      String unitId,
      String unitName,
      String itemCode,
      String itemName,
      @Nullable Integer committedMinutes,
      List<String> materials,
      int counters) {}

  List<Offer> all() throws SQLException {
    return find(null, null);
  }

  Optional<Offer> of(String hallId, String itemCode) throws SQLException {
    return find(hallId, itemCode).stream().findFirst();
  }

  private List<Offer> find(@Nullable String hallId, @Nullable String itemCode) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(FOUND)) {
      query.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
      both(query, 2, hallId);
      both(query, 4, itemCode);
      try (var rows = query.executeQuery()) {
        var found = new ArrayList<Offer>();
        while (rows.next()) {
          found.add(offer(rows));
        }
        return found;
      }
    }
  }

  private static void both(PreparedStatement query, int at, @Nullable String text)
      throws SQLException {
    query.setString(at, text);
    query.setString(at + 1, text);
  }

  private static Offer offer(ResultSet row) throws SQLException {
    int minutes = row.getInt("committed_minutes");
    return new Offer(
        row.getString("hall_id"),
        row.getString("hall_name"),
        row.getString("district"),
        row.getString("time_zone"),
        row.getString("unit_id"),
        row.getString("unit_name"),
        row.getString("item_code"),
        row.getString("item_name"),
        minutes == 0 ? null : minutes,
        texts(row.getString("materials")),
        row.getInt("counters"));
  }

  private static List<String> texts(@Nullable String json) {
    try {
      return json == null ? List.of() : JSON.readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The master holds materials that are no texts: " + json, e);
    }
  }
}
