package io.hallpulse.serving.history;

import io.hallpulse.serving.reference.Names;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;

/** How hot the half hours of a hall's units were, from the lake. */
@Singleton
public final class Heats {
  /**
   * Counters serve several queues of a unit at a time: the most of them, not their sum. The newest
   * revisions are looked for where they can be: the views would look among all.
   */
  private static final String SLOTS =
      """
      WITH of_unit AS (
        SELECT unit_id, local_date, slot_start, sum(arrivals) AS arrivals,
          max(open_counters) AS open_counters
        FROM (
          SELECT unit_id, local_date, slot_start, arrivals, open_counters,
            row_number() OVER (PARTITION BY queue_id, slot_start ORDER BY revision DESC) AS newest
          FROM lake.hall.queue_5m
          WHERE hall_id = ? AND local_date BETWEEN CAST(? AS date) AND CAST(? AS date))
        WHERE newest = 1
        GROUP BY unit_id, local_date, slot_start
      ), half_hours AS (
        SELECT unit_id, local_date,
          date_add('minute', -(minute(slot_start) %% 30), slot_start) AS half_hour,
          sum(arrivals) AS arrivals, avg(CAST(open_counters AS double)) AS open_counters
        FROM of_unit
        GROUP BY 1, 2, 3
      ), handled AS (
        SELECT unit_id, local_date, avg(handling_seconds) / 6e1 AS handling_minutes
        FROM (
          SELECT unit_id, local_date, handling_seconds,
            row_number() OVER (PARTITION BY ticket_id ORDER BY revision DESC) AS newest
          FROM lake.hall.tickets
          WHERE hall_id = ?
            AND local_date BETWEEN CAST(? AS date) - INTERVAL '%d' DAY AND CAST(? AS date))
        WHERE newest = 1 AND local_date >= CAST(? AS date)
        GROUP BY unit_id, local_date
      ), lost AS (
        SELECT unit_id, local_date, slot_start AS half_hour, sum(incidents) AS incidents
        FROM (
          SELECT unit_id, local_date, slot_start, incidents,
            row_number() OVER (
              PARTITION BY counter_id, queue_id, slot_start, factor ORDER BY revision DESC)
              AS newest
          FROM lake.hall.slot_losses
          WHERE hall_id = ? AND local_date BETWEEN CAST(? AS date) AND CAST(? AS date))
        WHERE newest = 1
        GROUP BY unit_id, local_date, slot_start
      )
      SELECT unit_id, local_date, half_hour, arrivals, open_counters, handling_minutes, incidents
      FROM half_hours
      FULL OUTER JOIN lost USING (unit_id, local_date, half_hour)
      LEFT JOIN handled USING (unit_id, local_date)
      ORDER BY unit_id, half_hour
      """
          .formatted(Meanings.MOVED_DAYS);

  private final Lake lake;
  private final Names names;

  Heats(Lake lake, Names names) {
    this.lake = lake;
    this.names = names;
  }

  /** Half hours of all units of a hall, by unit and time. */
  public List<HeatRow> of(String hallId, LocalDate from, LocalDate to) {
    var first = from.toString();
    var last = to.toString();
    return lake.ask(
        SLOTS,
        row -> HeatRow.of(row, names),
        hallId,
        first,
        last,
        hallId,
        first,
        last,
        first,
        hallId,
        first,
        last);
  }
}
