package io.hallpulse.ingest.simulate;

import io.hallpulse.ingest.simulate.CasePlan.Move;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The cases of a hall. What becomes of a case depends on the day it opens alone, so that any day
 * can be made without those before it.
 */
final class CaseBook {
  /** No case of the demo takes longer: 10 working days, 3 late, and the longest holidays. */
  private static final int LONGEST_DAYS = 31;

  /** How a case ends by which a business was started. */
  static final String ISSUED = "ISSUED";

  private final long seed;
  private final HallPlan hall;
  private final WorkingDays workingDays;
  private final List<Integer> lines;

  CaseBook(long seed, HallPlan hall, WorkingDays workingDays) {
    this.seed = seed;
    this.hall = hall;
    this.workingDays = workingDays;
    this.lines =
        IntStream.range(0, hall.lines().size())
            .filter(line -> hall.lines().get(line).items().stream().anyMatch(CaseBook::hasCase))
            .boxed()
            .toList();
  }

  /** A later event of a case that was opened before. */
  record Due(CasePlan plan, Move move) {}

  List<CasePlan> opened(LocalDate date) {
    var chance = Chance.of("cases", seed, hall.hallId(), date);
    int cases = cases(chance, workingDays.contains(date));
    var opened = new ArrayList<CasePlan>();
    for (int i = 1; i <= cases; i++) {
      opened.add(plan(date, i, chance));
    }
    return opened;
  }

  List<Due> due(LocalDate date) {
    var due = new ArrayList<Due>();
    if (!workingDays.contains(date)) {
      return due; // back offices keep office days
    }
    for (int back = LONGEST_DAYS; back > 0; back--) {
      for (var plan : opened(date.minusDays(back))) {
        for (var move : plan.moves()) {
          if (move.date().equals(date)) {
            due.add(new Due(plan, move));
          }
        }
      }
    }
    return due;
  }

  private int cases(Chance chance, boolean workingDay) {
    if (lines.isEmpty()) {
      return 0;
    }
    double usual = Math.max(1, hall.arrivalsPerMinute() * 20);
    return (int) (usual * (workingDay ? 1 : 0.3) * (0.7 + 0.6 * chance.fraction()));
  }

  private CasePlan plan(LocalDate date, int number, Chance chance) {
    int line = chance.one(lines);
    var item =
        chance.one(hall.lines().get(line).items().stream().filter(CaseBook::hasCase).toList());
    boolean online = chance.in(0.25);
    var planned = workingDays.after(date, item.caseDays()).atTime(17, 0).atZone(hall.zone());
    return new CasePlan(
        "%s-%s-%03d".formatted(hall.hallId(), DemoDistrict.epoch(date), number),
        line,
        item,
        online,
        online
            ? chance.between(7 * 3_600, 22 * 3_600)
            : chance.between(8 * 3_600 + 600, 16 * 3_600),
        EventJson.micros(planned.toInstant()),
        entity(item, chance),
        moves(date, item, online, chance));
  }

  private List<Move> moves(LocalDate date, ItemPlan item, boolean online, Chance chance) {
    var moves = new ArrayList<Move>();
    int closing =
        chance.in(hall.troubles().overdueCases())
            ? item.caseDays() + chance.between(1, 3)
            : chance.between(1, item.caseDays());
    var review = workingDays.after(date, chance.between(1, closing));
    moves.add(
        new Move(review, chance.between(9 * 3_600, 11 * 3_600), EventKind.CASE_STEP, "审查", null));
    if (!online && chance.in(0.2)) {
      int visit = chance.between(11 * 3_600 + 1_800, 13 * 3_600);
      moves.add(new Move(review, visit, EventKind.TICKET_ISSUED, "补正", null));
    }
    if (chance.in(0.04)) {
      return moves; // stays open
    }
    var close = workingDays.after(date, closing);
    int decided = chance.between(13 * 3_600 + 1_800, 15 * 3_600);
    moves.add(new Move(close, decided, EventKind.CASE_STEP, "决定", null));
    moves.add(
        new Move(
            close,
            decided + chance.between(1_200, 5_400),
            EventKind.CASE_CLOSED,
            "办结",
            chance.in(0.95) ? (item.isLicence() ? ISSUED : "APPROVED") : "REFUSED"));
    return moves;
  }

  /** Register numbers of the demo do not look like issued ones: MADE stands in the middle. */
  private @Nullable String entity(ItemPlan item, Chance chance) {
    int number = chance.below(1_000_000);
    return item.name().contains("企业") || item.name().contains("个体工商户")
        ? "91%sMADE%06d".formatted(hall.district(), number)
        : null;
  }

  private static boolean hasCase(ItemPlan item) {
    return item.caseDays() > 0;
  }
}
