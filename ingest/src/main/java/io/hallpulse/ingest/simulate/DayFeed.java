package io.hallpulse.ingest.simulate;

import io.hallpulse.ingest.Origin;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import java.time.LocalDate;
import java.util.function.Consumer;

/** One hall's day on its way: begins behind what was acknowledged, and remembers how far it is. */
final class DayFeed {
  private final HallDay day;
  private final long denseFrom;
  private final LocalDate date;
  private final long end;
  private long sent;

  /** Takes the day up again where the positions left it, or begins it. */
  DayFeed(
      HallPlan hall,
      WorkingDays workingDays,
      LocalDate date,
      long seed,
      long denseFromIfNew,
      Positions positions) {
    var before = positions.day(HallDay.origin(hall, date));
    this.date = date;
    this.end = EventJson.micros(date.plusDays(1).atStartOfDay(hall.zone()).toInstant());
    this.denseFrom = before.map(Positions.Day::denseFrom).orElse(denseFromIfNew);
    this.day = HallDay.of(hall, workingDays, date, seed, denseFrom);
    long acknowledged = before.map(Positions.Day::acknowledged).orElse(0L);
    while (sent < acknowledged && day.hasNext()) {
      sent = day.next().getSeq();
    }
  }

  LocalDate date() {
    return date;
  }

  /** When the day ends (microseconds since 1970). */
  long end() {
    return end;
  }

  Origin origin() {
    return day.origin();
  }

  /** When the next event leaves the hall; for a day that is over, its end. */
  long nextTime() {
    return day.hasNext() ? day.due() : end;
  }

  boolean isOver() {
    return !day.hasNext();
  }

  /** Sends what left the hall up to a time, at most so many events; says how many. */
  int send(long until, int most, Consumer<Event> out) {
    int count = 0;
    while (count < most && day.hasNext() && day.due() <= until) {
      var event = day.next();
      sent = event.getSeq();
      out.accept(event);
      count++;
    }
    return count;
  }

  /** The day's position once the broker has acknowledged up to a seq. */
  void note(long acknowledged, Positions positions) {
    if (acknowledged > 0) {
      boolean complete = isOver() && acknowledged == sent;
      positions.put(origin(), new Positions.Day(denseFrom, acknowledged, complete));
    }
  }
}
