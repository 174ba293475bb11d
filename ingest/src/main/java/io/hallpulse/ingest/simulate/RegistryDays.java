package io.hallpulse.ingest.simulate;

import io.hallpulse.schemas.event.EventKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What happens in the registry on a day, in the order of time: on past days as much as in life,
 * from then on a few changes a minute round the clock, so that whoever looks sees some. Licences
 * that the halls issue are registered when their case is closed.
 */
final class RegistryDays {
  enum Happening {
    REGISTERED,
    GONE,
    MOVED_IN,
    MOVED_OUT,
    RENAMED,
    ANOTHER_CAPITAL,
    ANOTHER_ADDRESS,
    ANOTHER_INDUSTRY,
    LISTED,
    DELISTED,
    SUSPENDED,
    RESUMED,
    RESTORED,
    STRUCK_OFF
  }

  /**
   * Something that is to happen.
   *
   * @param second of the local day
   * @param caseId of the hall in which a licence was issued, empty for none
   */
  record Slot(int second, Happening what, boolean isHousehold, String caseId) {}

  private static final int OPEN = 9 * 3_600;
  private static final int CLOSE = 17 * 3_600;

  /** Days before the live ones whose cases the halls' own history knows. */
  private static final int DAYS_OF_CASES = 60;

  private static final Happening[] LIVE = {
    Happening.REGISTERED,
    Happening.REGISTERED,
    Happening.REGISTERED,
    Happening.GONE,
    Happening.GONE,
    Happening.RENAMED,
    Happening.RENAMED,
    Happening.RENAMED,
    Happening.ANOTHER_CAPITAL,
    Happening.ANOTHER_CAPITAL,
    Happening.ANOTHER_CAPITAL,
    Happening.ANOTHER_ADDRESS,
    Happening.ANOTHER_ADDRESS,
    Happening.ANOTHER_INDUSTRY,
    Happening.LISTED,
    Happening.LISTED,
    Happening.DELISTED,
    Happening.SUSPENDED,
    Happening.RESUMED,
    Happening.MOVED_IN,
    Happening.MOVED_OUT
  };

  /** Thousandths of the new ones of a year. */
  private static final int MOVES = 10;

  private static final int RESTORED = 3;

  private final long seed;
  private final DemoDistrict district;
  private final RegistryPlan enterprises;
  private final RegistryPlan households;
  private final LocalDate historyUntil;
  private final int livePerMinute;
  private final List<CaseBook> cases;

  /**
   * @param historyUntil last day of the past
   */
  RegistryDays(
      long seed,
      DemoDistrict district,
      RegistryPlan enterprises,
      RegistryPlan households,
      LocalDate historyUntil,
      int livePerMinute) {
    this.seed = seed;
    this.district = district;
    this.enterprises = enterprises;
    this.households = households;
    this.historyUntil = historyUntil;
    this.livePerMinute = livePerMinute;
    this.cases =
        district.halls().stream()
            .map(hall -> new CaseBook(seed, hall, district.workingDays()))
            .toList();
  }

  List<Slot> of(LocalDate date) {
    var chance = Chance.of("registry day", seed, date);
    var slots = new ArrayList<Slot>();
    if (date.isAfter(historyUntil)) {
      for (int i = 0; i < livePerMinute * TimeUnit.DAYS.toMinutes(1); i++) {
        add(LIVE[chance.below(LIVE.length)], 0, 86_399, chance.in(0.6), chance, slots);
      }
    } else {
      past(enterprises, false, date, chance, slots);
      past(households, true, date, chance, slots);
    }
    if (date.isAfter(historyUntil.minusDays(DAYS_OF_CASES))) {
      licences(date, slots);
    }
    slots.sort(Comparator.comparingInt(Slot::second));
    return slots;
  }

  private static void past(
      RegistryPlan plan, boolean isHousehold, LocalDate date, Chance chance, List<Slot> slots) {
    long entries = plan.registered(date.getYear());
    long restored = entries * RESTORED / 1_000;
    many(Happening.REGISTERED, entries, isHousehold, date, chance, slots);
    many(Happening.GONE, plan.exits(date.getYear()) + restored, isHousehold, date, chance, slots);
    many(Happening.RESTORED, restored, isHousehold, date, chance, slots);
    many(Happening.MOVED_IN, entries * MOVES / 1_000, isHousehold, date, chance, slots);
    many(Happening.MOVED_OUT, entries * MOVES / 1_000, isHousehold, date, chance, slots);
    many(Happening.RENAMED, entries * 30 / 1_000, isHousehold, date, chance, slots);
    many(Happening.ANOTHER_CAPITAL, entries * 40 / 1_000, isHousehold, date, chance, slots);
    many(Happening.ANOTHER_ADDRESS, entries * 25 / 1_000, isHousehold, date, chance, slots);
    many(Happening.ANOTHER_INDUSTRY, entries * 10 / 1_000, isHousehold, date, chance, slots);
    many(Happening.LISTED, entries * 60 / 1_000, isHousehold, date, chance, slots);
    many(Happening.DELISTED, entries * 35 / 1_000, isHousehold, date, chance, slots);
    many(Happening.SUSPENDED, entries * 10 / 1_000, isHousehold, date, chance, slots);
    many(Happening.RESUMED, entries * 7 / 1_000, isHousehold, date, chance, slots);
    many(Happening.STRUCK_OFF, entries * 20 / 1_000, isHousehold, date, chance, slots);
  }

  private static void many(
      Happening what,
      long ofYear,
      boolean isHousehold,
      LocalDate date,
      Chance chance,
      List<Slot> slots) {
    long today = RegistryPlan.onDay(ofYear, date);
    for (long i = 0; i < today; i++) {
      add(what, OPEN, CLOSE, isHousehold, chance, slots);
    }
  }

  private static void add(
      Happening what, int from, int to, boolean isHousehold, Chance chance, List<Slot> slots) {
    slots.add(new Slot(chance.between(from, to), what, isHousehold, ""));
  }

  private void licences(LocalDate date, List<Slot> slots) {
    for (var book : cases) {
      for (var due : book.due(date)) {
        if (due.move().kind() == EventKind.CASE_CLOSED
            && CaseBook.ISSUED.equals(due.move().result())) {
          slots.add(
              new Slot(
                  due.move().second(),
                  Happening.REGISTERED,
                  due.plan().item().name().startsWith("个体"),
                  due.plan().caseId()));
        }
      }
    }
  }

  String district() {
    return district.district();
  }
}
