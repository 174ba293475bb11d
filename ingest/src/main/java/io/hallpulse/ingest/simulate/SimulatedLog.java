package io.hallpulse.ingest.simulate;

import io.hallpulse.schemas.event.Event;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Working days of the demo's district as a log: what its halls would record, in their order. */
public final class SimulatedLog {
  private final DemoDistrict district;
  private final long seed;

  /**
   * @param troubles how many times as often something goes wrong, see docs/simulator.md
   * @param halls null for all
   * @throws IllegalArgumentException if a trouble or a hall is unknown
   */
  public SimulatedLog(long seed, Map<String, Double> troubles, @Nullable List<String> halls) {
    var all = DemoDistrict.licang(troubles);
    this.district = halls == null ? all : all.withHalls(halls);
    this.seed = seed;
  }

  /** Reference data as JSON lines. */
  public List<String> reference() {
    return district.reference();
  }

  /** The first working days from a date on. */
  public List<LocalDate> days(LocalDate from, int number) {
    var days = district.workingDays();
    return IntStream.rangeClosed(1, number)
        .mapToObj(n -> days.after(from.minusDays(1), n))
        .toList();
  }

  /** All events of all halls on a day, hall by hall. */
  public void day(LocalDate date, Consumer<Event> events) {
    for (var hall : district.halls()) {
      HallDay.of(hall, district.workingDays(), date, seed, Long.MAX_VALUE).forEachRemaining(events);
    }
  }
}
