package io.hallpulse.benchmarks.kernels;

import io.hallpulse.ingest.simulate.DemoDistrict;
import io.hallpulse.ingest.simulate.HallDay;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The first events of a simulated hall's day from eight in the morning, as dense as live. */
final class SimulatedEvents {
  private static final LocalDate DAY = LocalDate.of(2026, 9, 1);
  private static final long SEED = 1;
  private static final long EIGHT_HOURS = 8L * 3600 * 1_000_000;

  private SimulatedEvents() {}

  /**
   * Events with their numbers.
   *
   * @param place of the hall in the district; the main hall is 0
   */
  static List<Event> of(int place, int count) {
    var district = DemoDistrict.licang();
    var day = HallDay.of(district, district.hallIds().get(place), DAY, SEED, 0);
    long opening = day.due() + EIGHT_HOURS;
    var events = new ArrayList<Event>();
    while (events.size() < count) {
      if (day.due() >= opening) {
        events.add(day.next());
      } else {
        day.next();
      }
    }
    return events;
  }

  /** The same in batches. */
  static List<EventBatch> batches(List<Event> events, int size) {
    var batches = new ArrayList<EventBatch>();
    for (int from = 0; from < events.size(); from += size) {
      var first = events.get(from);
      batches.add(
          new EventBatch(
              first.getSource(),
              first.getEpoch(),
              first.getSeq(),
              first.getDistrict(),
              first.getHallId(),
              List.copyOf(events.subList(from, Math.min(from + size, events.size())))));
    }
    return batches;
  }
}
