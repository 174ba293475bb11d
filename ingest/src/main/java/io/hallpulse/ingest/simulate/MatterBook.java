package io.hallpulse.ingest.simulate;

import io.hallpulse.ingest.simulate.MatterPlan.Later;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Who lacks materials, and when they come again. As with cases, a day's matters depend on that day
 * alone, so that any day can be made without those before it.
 */
final class MatterBook {
  /** Everybody comes within 4 working days; holidays are at most 9 days. */
  private static final int LONGEST_DAYS = 16;

  private static final double MATTERS_PER_ARRIVAL_RATE = 40;

  private final long seed;
  private final HallPlan hall;
  private final WorkingDays workingDays;

  MatterBook(long seed, HallPlan hall, WorkingDays workingDays) {
    this.seed = seed;
    this.hall = hall;
    this.workingDays = workingDays;
  }

  /** What happens in a matter that began on an earlier day. */
  record Due(MatterPlan plan, Later later) {}

  List<MatterPlan> begun(LocalDate date) {
    var chance = Chance.of("matters", seed, hall.hallId(), date);
    double usual = hall.arrivalsPerMinute() * MATTERS_PER_ARRIVAL_RATE;
    int matters = (int) (usual * (0.8 + 0.4 * chance.fraction()));
    var begun = new ArrayList<MatterPlan>();
    for (int i = 1; i <= matters; i++) {
      begun.add(plan(date, i, chance));
    }
    return begun;
  }

  List<Due> due(LocalDate date) {
    var due = new ArrayList<Due>();
    for (int back = LONGEST_DAYS; back > 0; back--) {
      // What was never told, since the hall was closed, is never read.
      boolean wasOpen = workingDays.contains(date.minusDays(back));
      for (var plan : begun(date.minusDays(back))) {
        for (var later : plan.later()) {
          if (later.date().equals(date) && (wasOpen || later.comes())) {
            due.add(new Due(plan, later));
          }
        }
      }
    }
    return due;
  }

  private MatterPlan plan(LocalDate date, int number, Chance chance) {
    int line = hall.lineByShare(chance.fraction());
    var item = chance.one(hall.lines().get(line).items());
    int second = chance.between(8 * 3_600 + 900, 16 * 3_600);
    long time = hall.micros(date, second);
    return new MatterPlan(
        "%s-m%s-%03d".formatted(hall.hallId(), DemoDistrict.epoch(date), number),
        line,
        item,
        chance.between(1, item.materials().size()),
        Tickets.id(time, chance),
        Tickets.visitorToken(hall.district(), chance),
        second,
        chance.in(0.03) ? Tickets.id(time, chance) : null,
        later(date, chance));
  }

  private List<Later> later(LocalDate date, Chance chance) {
    var later = new ArrayList<Later>();
    boolean reads = chance.in(0.35);
    var reading = new Later(date.plusDays(1), chance.between(7 * 3_600, 8 * 3_600), false);
    if (reads) {
      later.add(reading);
    }
    int days = chance.between(1, 4);
    int second = chance.between(8 * 3_600 + 1_800, 16 * 3_600);
    if (chance.in(0.85)) {
      later.add(new Later(workingDays.after(date, days), second, true));
    }
    return later;
  }
}
