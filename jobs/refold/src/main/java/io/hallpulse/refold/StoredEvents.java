package io.hallpulse.refold;

import io.hallpulse.domain.ticket.Rectification;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.lake.LakeTable.TableColumn;
import io.hallpulse.schemas.lake.LakeTables;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code hall.events}: what a hall's sources said, in the order in which state is folded. */
public final class StoredEvents {
  /** An event's own columns; those of its place in Kafka follow them. */
  private static final List<TableColumn> COLUMNS =
      LakeTables.EVENTS.columns().subList(0, Event.getClassSchema().getFields().size());

  private static final String NAMES =
      COLUMNS.stream()
          .map(column -> "said.\"%s\"".formatted(column.name()))
          .collect(Collectors.joining(", "));

  private static final String OF_DAYS =
      """
      SELECT %s
      FROM lake.hall.events AS said
      WHERE hall_id = ? AND local_date BETWEEN CAST(? AS date) AND CAST(? AS date)
      ORDER BY time, source, epoch, seq
      """
          .formatted(NAMES);

  /**
   * Whole tickets, since an event is legal or not by those before it. A rating in a burst is
   * nobody's opinion, whosoever's ticket the others are of. What came too late to be judged stays
   * out.
   */
  private static final String OF_ONE_DAY =
      """
      WITH touching AS (
        SELECT DISTINCT ticket_id
        FROM lake.hall.events
        WHERE hall_id = ? AND ticket_id IS NOT NULL
          AND (local_date = CAST(? AS date)
            OR local_date = CAST(? AS date) - INTERVAL '1' DAY
              AND time >= from_iso8601_timestamp_nanos(?)
            OR local_date BETWEEN CAST(? AS date) - INTERVAL '%2$d' DAY AND CAST(? AS date)
              AND (kind = 'RATING_SUBMITTED' AND level <= %5$d OR kind = 'RATING_TAMPERED'))
      )
      SELECT %1$s
      FROM lake.hall.events AS said
      LEFT JOIN touching ON touching.ticket_id = said.ticket_id
      WHERE said.hall_id = ?
        AND said.local_date BETWEEN CAST(? AS date) - INTERVAL '%2$d' DAY
          AND CAST(? AS date) + INTERVAL '%4$d' DAY
        AND (said.local_date = CAST(? AS date)
          OR said.local_date = CAST(? AS date) - INTERVAL '1' DAY
            AND said.time >= from_iso8601_timestamp_nanos(?)
          OR touching.ticket_id IS NOT NULL
          OR said.kind = 'RATING_SUBMITTED' AND said.local_date >= CAST(? AS date)
          OR said.kind = 'PAUSE_APPROVED')
        AND (said.source, said.epoch, said.seq) NOT IN (
          SELECT source, epoch, seq
          FROM lake.hall.refused_latest
          WHERE hall_id = ? AND NOT resolved AND reason LIKE 'BEYOND_RETENTION%%')
      UNION ALL
      SELECT %1$s
      FROM lake.hall.events AS said
      WHERE said.hall_id = ?
        AND said.local_date >= CAST(? AS date) - INTERVAL '%3$d' DAY
        AND said.local_date < CAST(? AS date) - INTERVAL '%2$d' DAY
        AND said.kind = 'PAUSE_APPROVED'
      ORDER BY "time", "source", "epoch", "seq"
      """
          .formatted(
              NAMES,
              DayReach.TICKET_DAYS,
              DayReach.PAUSE_DAYS,
              DayReach.LATE_DAYS,
              Rectification.BAD_LEVEL);

  private final LakeQuery lake;

  public StoredEvents(LakeQuery lake) {
    this.lake = lake;
  }

  /** All of some local days, first and last included. */
  public void ofDays(String hallId, LocalDate first, LocalDate last, Consumer<Event> reader)
      throws SQLException {
    lake.ask(OF_DAYS, row -> reader.accept(event(row)), hallId, first.toString(), last.toString());
  }

  /** Those that a local day's losses and scores depend on: its own, and some before and after. */
  void ofDay(String hallId, DayReach day, Consumer<Event> reader) throws SQLException {
    var date = day.date().toString();
    var evening = day.evening().toString();
    lake.ask(
        OF_ONE_DAY,
        row -> reader.accept(event(row)),
        hallId,
        date,
        date,
        evening,
        date,
        date,
        hallId,
        date,
        date,
        date,
        date,
        evening,
        date,
        hallId,
        hallId,
        date,
        date);
  }

  private static Event event(ResultSet row) throws SQLException {
    var event = new Event();
    for (int i = 0; i < COLUMNS.size(); i++) {
      event.put(i, value(COLUMNS.get(i), i + 1, row));
    }
    return event;
  }

  private static @Nullable Object value(TableColumn column, int place, ResultSet row)
      throws SQLException {
    return switch (column.type()) {
      case INSTANT -> {
        var time = row.getObject(place, ZonedDateTime.class);
        yield time == null ? null : EventJson.micros(time.toInstant());
      }
      case STRINGS -> {
        var array = row.getArray(place);
        yield array == null ? null : texts(array);
      }
      case STRING -> {
        var text = row.getString(place);
        yield column.name().equals("kind") ? EventKind.valueOf(text) : text;
      }
      default -> row.getObject(place);
    };
  }

  private static List<String> texts(Array array) throws SQLException {
    return Stream.of((Object[]) array.getArray()).map(String::valueOf).toList();
  }
}
