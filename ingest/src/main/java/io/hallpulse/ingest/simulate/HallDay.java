package io.hallpulse.ingest.simulate;

import io.hallpulse.ingest.Origin;
import io.hallpulse.ingest.simulate.Journal.Recorded;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happens in a hall on one local date, in the order in which its devices record it,
 * made while it is read. The same seed, hall, date and {@code denseFrom} give the same events, bit
 * for bit.
 */
public final class HallDay implements Iterator<Event> {
  /** Changes whenever the same seed gives other events. */
  public static final int GENERATOR = 4;

  private final Origin origin;
  private final Agenda agenda;
  private final Journal journal;
  private @Nullable Recorded next;

  private HallDay(Origin origin, Agenda agenda, Journal journal) {
    this.origin = origin;
    this.agenda = agenda;
    this.journal = journal;
    this.next = read();
  }

  /**
   * A hall's day.
   *
   * @param hallId one of the district's halls
   * @param denseFrom until this time (microseconds since 1970) cameras and heartbeats report less
   *     often; visitors and clerks do the same either way
   */
  public static HallDay of(
      DemoDistrict district, String hallId, LocalDate date, long seed, long denseFrom) {
    var hall =
        district.halls().stream()
            .filter(plan -> plan.hallId().equals(hallId))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("Hall %s is unknown".formatted(hallId)));
    return of(hall, district.workingDays(), date, seed, denseFrom);
  }

  static HallDay of(
      HallPlan hall, WorkingDays workingDays, LocalDate date, long seed, long denseFrom) {
    long start = EventJson.micros(date.atStartOfDay(hall.zone()).toInstant());
    long end = EventJson.micros(date.plusDays(1).atStartOfDay(hall.zone()).toInstant());
    var agenda = new Agenda(start, end);
    var origin = origin(hall, date);
    var journal =
        new Journal(
            hall, origin, agenda, HallTime.of(hall, date, seed), Uplink.of(hall, date, seed));
    var people = Chance.of("people", seed, hall.hallId(), date);
    var floor = new Floor(hall, agenda, journal, people, date);
    var devices = Chance.of("devices", seed, hall.hallId(), date);
    new Devices(floor, devices, denseFrom, end).start();
    hall.sessions(date).forEach(session -> new Shift(floor, session).plan());
    new Relief(floor, Chance.of("relief", seed, hall.hallId(), date)).start();
    var arrivals = new Arrivals(floor);
    arrivals.plan(date, seed);
    var cases = new CaseBook(seed, hall, workingDays);
    new Backlog(floor, arrivals, cases, new MatterBook(seed, hall, workingDays)).plan(date);
    return new HallDay(origin, agenda, journal);
  }

  static Origin origin(HallPlan hall, LocalDate date) {
    return new Origin("sim-" + hall.hallId(), DemoDistrict.epoch(date));
  }

  public Origin origin() {
    return origin;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Event next() {
    var event = peek().event();
    next = read();
    return event;
  }

  /** When the next event leaves the hall (microseconds since 1970); this never goes back. */
  public long due() {
    return peek().due();
  }

  private Recorded peek() {
    if (next == null) {
      throw new NoSuchElementException("The day %s is over".formatted(origin));
    }
    return next;
  }

  private @Nullable Recorded read() {
    var event = journal.next();
    while (event == null && agenda.step()) {
      event = journal.next();
    }
    return event;
  }
}
