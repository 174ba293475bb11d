package io.hallpulse.domain.market;

import static io.hallpulse.domain.market.Exact.Missing.BASE_SUPPRESSED;
import static io.hallpulse.domain.market.Exact.Missing.INSUFFICIENT;
import static io.hallpulse.domain.market.Exact.Missing.NO_DATA;
import static io.hallpulse.domain.market.Exact.Missing.NO_POPULATION;
import static io.hallpulse.domain.market.Exact.Missing.NO_REFERENCE;
import static io.hallpulse.domain.market.Exact.Missing.PARTIAL_PERIOD;
import static io.hallpulse.domain.market.Exact.Missing.ZERO_DENOMINATOR;

import io.hallpulse.domain.market.DistrictBook.Cells;
import io.hallpulse.domain.market.Period.Kind;
import io.hallpulse.schemas.reference.Population;
import io.hallpulse.schemas.reference.RuleSet;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The twenty indicators of a district as of a day (market.md, section 7), period by period. Counts
 * and fractions are exact and rounded once.
 */
final class Figures {
  private final Cells cells;
  private final List<StartupCase> cases;
  private final MarketReference reference;
  private final RuleSet.Market rules;
  private final String district;
  private final long recorded;
  private final int marketStart;
  private final Totals totals;

  private final Map<Integer, Survival> survivals = new HashMap<>();
  private final Map<Integer, Medians> capitals = new HashMap<>();
  private final Map<Integer, Medians> hours = new HashMap<>();
  private final Map<Integer, long[][]> capitalsToDate = new HashMap<>();
  private final Map<Integer, long[][]> hoursToDate = new HashMap<>();
  private final int lastDay;

  /** Where the figures of a period go, always in the same order. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param figure of the unit's last place, or why there is none
     */
    void put(int indicator, String part, Unit unit, int scope, long figure);
  }

  /**
   * @param from day from which on periods will be asked for; those that end earlier are not known
   * @param today the day of the count
   * @param recorded what was recorded until then is known
   */
  Figures(
      Cells cells,
      List<StartupCase> cases,
      MarketReference reference,
      String district,
      long recorded,
      LocalDate from,
      LocalDate today) {
    this.cells = cells;
    this.cases = cases;
    this.reference = reference;
    this.rules = reference.rules(district, recorded);
    this.district = district;
    this.recorded = recorded;
    this.marketStart = (int) LocalDate.parse(rules.marketStart()).toEpochDay();
    this.lastDay = (int) today.toEpochDay();
    int earliest = (int) from.minusYears(1).withDayOfYear(1).toEpochDay();
    this.totals = Totals.of(cells, cases, Math.max(earliest, marketStart), lastDay);
  }

  /** All figures of a period that does not end before the market's start. */
  void put(Period period, Sink sink) {
    boolean isToDate = period.kind() == Kind.TO_DATE;
    boolean isDay = period.kind() == Kind.DAY;
    if (!isToDate) {
      stocks(period, sink);
      stockShares(period, sink);
      typeShares(period, sink);
      flags(period, sink);
    }
    flows(period, sink);
    if (!isDay) {
      rates(period, sink);
      migratedCapital(period, sink);
      growth(period, sink);
      sectors(period, sink);
      capital(period, sink);
      startups(period, sink);
    }
    if (!isDay && !isToDate) {
      density(period, sink);
      survival(period, sink);
    }
  }

  // States at the end of the period

  private void stocks(Period period, Sink sink) {
    for (int scope = 0; scope < Scopes.COUNT; scope++) {
      boolean isKnown = period.last() >= marketStart;
      sink.put(
          1,
          "stock",
          Unit.COUNT,
          scope,
          isKnown ? totals.stock(scope, period.last()) : PARTIAL_PERIOD.asFigure());
      sink.put(2, "yoy", Unit.PERCENT, scope, stockChange(scope, period));
    }
    for (int one = 0; one < Subdistricts.NONE; one++) {
      long stock = totals.stock(Scopes.SUBDISTRICTS + one, period.last());
      int rank = 1;
      for (int other = 0; other < Subdistricts.NONE; other++) {
        rank += totals.stock(Scopes.SUBDISTRICTS + other, period.last()) > stock ? 1 : 0;
      }
      sink.put(
          12,
          "rank",
          Unit.RANK,
          Scopes.SUBDISTRICTS + one,
          period.last() < marketStart ? PARTIAL_PERIOD.asFigure() : rank);
    }
  }

  private long stockChange(int scope, Period period) {
    boolean isCovered = period.last() >= marketStart;
    boolean isBaseCovered = period.baseLast() >= marketStart;
    return Rates.stockChange(
        isCovered ? totals.stock(scope, period.last()) : 0,
        isBaseCovered ? totals.stock(scope, period.baseLast()) : 0,
        isCovered,
        isBaseCovered);
  }

  private void density(Period period, Sink sink) {
    for (int scope = 0; scope < Scopes.SECTIONS; scope++) {
      Optional<Population> population =
          reference.population(Scopes.id(scope, district), period.year(), recorded);
      boolean isKnown = period.last() >= marketStart;
      long missing = (isKnown ? NO_POPULATION : PARTIAL_PERIOD).asFigure();
      sink.put(
          3,
          "density",
          Unit.PER_10000,
          scope,
          isKnown && population.isPresent()
              ? Exact.ratio(
                  totals.stock(scope, period.last()), population.get().residents(), 1_000_000)
              : missing);
      sink.put(
          3,
          "population_year",
          Unit.YEAR,
          scope,
          isKnown && population.isPresent() ? population.get().year() : missing);
    }
  }

  private void stockShares(Period period, Sink sink) {
    for (int scope = 0; scope < Scopes.COUNT; scope++) {
      if (scope >= Scopes.SECTIONS && scope < Scopes.TYPES) {
        continue;
      }
      var stocks = totals.bySection(scope, period.last());
      long all = 0;
      for (int section = 0; section < Industry.NO_SECTION; section++) {
        all += stocks[section];
      }
      for (int section = 0; section < Industry.NO_SECTION; section++) {
        sink.put(
            14,
            Industry.name(section),
            Unit.PERCENT,
            scope,
            stateShare(stocks[section], all, period));
      }
      long unassigned = stocks[Industry.NO_SECTION];
      sink.put(
          14,
          Subdistricts.UNASSIGNED,
          Unit.PERCENT,
          scope,
          stateShare(unassigned, all + unassigned, period));
    }
  }

  private void typeShares(Period period, Sink sink) {
    for (int scope = 0; scope < Scopes.TYPES; scope++) {
      var stocks = totals.byType(scope, period.last());
      long all = stocks[0] + stocks[1] + stocks[2];
      for (var type : EntityType.values()) {
        sink.put(
            16, type.name(), Unit.PERCENT, scope, stateShare(stocks[type.ordinal()], all, period));
      }
    }
  }

  private long stateShare(long part, long all, Period period) {
    return Rates.stateShare(part, all, period.last() >= marketStart);
  }

  private void flags(Period period, Sink sink) {
    for (int scope = 0; scope < Scopes.COUNT; scope++) {
      long active = totals.at(scope, Totals.ACTIVE, period.last());
      flag("either", Measure.EITHER, scope, active, period, sink);
      flag("suspended", Measure.SUSPENDED, scope, active, period, sink);
      flag("abnormal", Measure.ABNORMAL, scope, active, period, sink);
    }
  }

  private void flag(
      String part, Measure measure, int scope, long active, Period period, Sink sink) {
    long flagged = totals.at(scope, measure.ordinal(), period.last());
    sink.put(19, part, Unit.PERCENT, scope, stateShare(flagged, active, period));
  }

  private void survival(Period period, Sink sink) {
    boolean isKnown = period.last() >= marketStart;
    var survival =
        isKnown
            ? survivals.computeIfAbsent(period.last(), day -> Survival.at(cells, day, marketStart))
            : null;
    for (int scope = 0; scope < Scopes.COUNT; scope++) {
      for (int i = 0; i < Survival.AGES.length; i++) {
        var years = "y" + (2 * i + 1);
        var read = survival == null ? null : survival.reads(scope)[i];
        if (read == null) {
          putSurvival(years, scope, PARTIAL_PERIOD.asFigure(), sink);
          sink.put(18, years + "_at_risk", Unit.COUNT, scope, PARTIAL_PERIOD.asFigure());
          continue;
        }
        if (read.atRisk() < rules.survivalMinAtRisk()) {
          putSurvival(years, scope, INSUFFICIENT.asFigure(), sink);
        } else {
          sink.put(18, years, Unit.PERCENT, scope, Exact.percent(read.share()));
          sink.put(18, years + "_low", Unit.PERCENT, scope, Exact.percent(read.low()));
          sink.put(18, years + "_high", Unit.PERCENT, scope, Exact.percent(read.high()));
        }
        sink.put(18, years + "_at_risk", Unit.COUNT, scope, read.atRisk());
      }
    }
  }

  private static void putSurvival(String years, int scope, long missing, Sink sink) {
    sink.put(18, years, Unit.PERCENT, scope, missing);
    sink.put(18, years + "_low", Unit.PERCENT, scope, missing);
    sink.put(18, years + "_high", Unit.PERCENT, scope, missing);
  }

  // Flows over the period

  private void flows(Period period, Sink sink) {
    for (int scope = 0; scope < Scopes.COUNT; scope++) {
      long cancelled = flow(scope, Measure.CANCELLED, period);
      long revoked = flow(scope, Measure.REVOKED, period);
      sink.put(4, "new", Unit.COUNT, scope, count(flow(scope, Measure.REGISTERED, period), period));
      sink.put(6, "cancelled", Unit.COUNT, scope, count(cancelled, period));
      sink.put(6, "revoked", Unit.COUNT, scope, count(revoked, period));
      sink.put(6, "total", Unit.COUNT, scope, count(cancelled + revoked, period));
      sink.put(
          9, "moved_in", Unit.COUNT, scope, count(flow(scope, Measure.MOVED_IN, period), period));
      sink.put(
          10,
          "moved_out",
          Unit.COUNT,
          scope,
          count(flow(scope, Measure.MOVED_OUT, period), period));
    }
  }

  private void rates(Period period, Sink sink) {
    for (int scope = 0; scope < Scopes.COUNT; scope++) {
      long entries = flow(scope, Measure.REGISTERED, period);
      long exits = flow(scope, Measure.CANCELLED, period) + flow(scope, Measure.REVOKED, period);
      sink.put(
          5,
          "yoy",
          Unit.PERCENT,
          scope,
          flowChange(scope, entries, period, period.baseFirst(), period.baseLast()));
      if (period.kind() == Kind.MONTH) {
        sink.put(
            5,
            "mom",
            Unit.PERCENT,
            scope,
            flowChange(scope, entries, period, period.previousFirst(), period.previousLast()));
      }
      sink.put(7, "ratio", Unit.PERCENT, scope, flowShare(exits, entries, period));
      sink.put(8, "ratio", Unit.PERCENT, scope, flowShare(entries - exits, entries, period));
    }
  }

  private long flowChange(int scope, long entries, Period period, int baseFirst, int baseLast) {
    boolean isBaseCovered = baseFirst >= marketStart;
    return Rates.flowChange(
        entries,
        isBaseCovered ? totals.over(scope, Measure.REGISTERED, baseFirst, baseLast) : 0,
        !isPartial(period),
        isBaseCovered);
  }

  private long flowShare(long part, long all, Period period) {
    return Rates.flowShare(part, all, !isPartial(period));
  }

  private void migratedCapital(Period period, Sink sink) {
    for (int scope = 0; scope < Scopes.COUNT; scope++) {
      long in = flow(scope, Measure.CAPITAL_IN, period);
      long out = flow(scope, Measure.CAPITAL_OUT, period);
      sink.put(11, "in", Unit.CNY, scope, count(in, period));
      sink.put(11, "out", Unit.CNY, scope, count(out, period));
      sink.put(11, "net", Unit.CNY, scope, count(in - out, period));
      sink.put(
          11,
          "unknown",
          Unit.COUNT,
          scope,
          count(flow(scope, Measure.CAPITAL_UNKNOWN, period), period));
    }
  }

  private void growth(Period period, Sink sink) {
    int count = Subdistricts.NONE + 1;
    var now = new long[count];
    var base = new long[count];
    var figures = new long[count];
    for (int i = 0; i < count; i++) {
      int scope = Scopes.SUBDISTRICTS + i;
      now[i] = flow(scope, Measure.REGISTERED, period);
      figures[i] = flowChange(scope, now[i], period, period.baseFirst(), period.baseLast());
      boolean isCompared = !isPartial(period) && period.baseFirst() >= marketStart;
      if (isCompared) {
        base[i] = totals.over(scope, Measure.REGISTERED, period.baseFirst(), period.baseLast());
        if (base[i] < rules.growthMinBase()) {
          figures[i] = BASE_SUPPRESSED.asFigure();
        }
      }
      sink.put(13, "growth", Unit.PERCENT, scope, figures[i]);
    }
    for (int i = 0; i < Subdistricts.NONE; i++) {
      long rank = figures[i];
      if (Exact.isAvailable(figures[i])) {
        rank = 1;
        for (int other = 0; other < Subdistricts.NONE; other++) {
          boolean isHigher =
              Exact.isAvailable(figures[other])
                  && Math.multiplyExact(now[other], base[i])
                      > Math.multiplyExact(now[i], base[other]);
          rank += isHigher ? 1 : 0;
        }
      }
      sink.put(13, "rank", Unit.RANK, Scopes.SUBDISTRICTS + i, rank);
    }
  }

  private void sectors(Period period, Sink sink) {
    var districtCounts = sectorsOf(Scopes.DISTRICT, period);
    var area = reference.counts(rules.referenceArea(), period.year(), recorded).orElse(new long[4]);
    var areaCounts = new long[] {area[1], area[2], area[3]};
    for (int scope = 0; scope < Scopes.COUNT; scope++) {
      if (scope >= Scopes.SECTIONS && scope < Scopes.TYPES) {
        continue;
      }
      var counts = sectorsOf(scope, period);
      var against = scope == Scopes.DISTRICT ? areaCounts : districtCounts;
      long all = counts[0] + counts[1] + counts[2];
      for (int sector = 0; sector < 3; sector++) {
        sink.put(
            15,
            "share_" + (sector + 1),
            Unit.PERCENT,
            scope,
            flowShare(counts[sector], all, period));
        sink.put(
            15,
            "lq_" + (sector + 1),
            Unit.RATIO,
            scope,
            locationQuotient(counts[sector], all, against, sector, period));
      }
      sink.put(
          15,
          Subdistricts.UNASSIGNED,
          Unit.COUNT,
          scope,
          count(flow(scope, Measure.REGISTERED, period) - all, period));
    }
  }

  private long locationQuotient(long part, long all, long[] against, int sector, Period period) {
    if (isPartial(period)) {
      return PARTIAL_PERIOD.asFigure();
    }
    if (all == 0) {
      return ZERO_DENOMINATOR.asFigure();
    }
    if (against[sector] == 0) {
      return NO_REFERENCE.asFigure();
    }
    long againstAll = against[0] + against[1] + against[2];
    return Exact.ratio(part, againstAll, all, against[sector], 1000);
  }

  private long[] sectorsOf(int scope, Period period) {
    var counts = new long[3];
    for (int sector = 0; sector < 3; sector++) {
      counts[sector] = isPartial(period) ? 0 : over(scope, Totals.SECTOR_1 + sector, period);
    }
    return counts;
  }

  private void capital(Period period, Sink sink) {
    var medians = isPartial(period) ? null : capitalMedians(period);
    for (int scope = 0; scope < Scopes.COUNT; scope++) {
      long known = partial(scope, Totals.KNOWN, period);
      boolean isNone = medians != null && known == 0;
      sink.put(
          17,
          "sum",
          Unit.CNY,
          scope,
          isNone ? NO_DATA.asFigure() : partial(scope, Totals.KNOWN_CENTS, period));
      sink.put(
          17,
          "median",
          Unit.CNY,
          scope,
          medians == null
              ? PARTIAL_PERIOD.asFigure()
              : isNone ? NO_DATA.asFigure() : (medians[scope] + 1) / 2);
      sink.put(17, "known", Unit.COUNT, scope, known);
      sink.put(17, "absent", Unit.COUNT, scope, partial(scope, Totals.ABSENT, period));
      sink.put(17, "unparsed", Unit.COUNT, scope, partial(scope, Totals.UNPARSED, period));
    }
  }

  private void startups(Period period, Sink sink) {
    var medians = isPartial(period) ? null : hourMedians(period);
    for (int scope = 0; scope < Scopes.COUNT; scope++) {
      long visited = partial(scope, Totals.VISITED, period);
      sink.put(
          20,
          "p50_hours",
          Unit.WORKING_HOURS,
          scope,
          medians == null
              ? PARTIAL_PERIOD.asFigure()
              : medians[scope] == Medians.NONE
                  ? NO_DATA.asFigure()
                  : Exact.ratio(medians[scope], 2 * 3_600_000_000L, 100));
      sink.put(
          20,
          "one_visit",
          Unit.PERCENT,
          scope,
          medians == null
              ? PARTIAL_PERIOD.asFigure()
              : flowShare(partial(scope, Totals.ONE_VISIT, period), visited, period));
      sink.put(20, "cases", Unit.COUNT, scope, partial(scope, Totals.CASES, period));
      sink.put(20, "no_ticket", Unit.COUNT, scope, partial(scope, Totals.NO_TICKET, period));
    }
  }

  private long[] capitalMedians(Period period) {
    if (period.kind() == Kind.TO_DATE) {
      return toDate(capitalsToDate, capitals(period.year()), period);
    }
    return capitals(period.year()).over(period.first(), period.last());
  }

  private long[] hourMedians(Period period) {
    if (period.kind() == Kind.TO_DATE) {
      return toDate(hoursToDate, hours(period.year()), period);
    }
    return hours(period.year()).over(period.first(), period.last());
  }

  private long[] toDate(Map<Integer, long[][]> known, Medians medians, Period period) {
    int end = (int) LocalDate.of(period.year(), 12, 31).toEpochDay();
    var byDay =
        known.computeIfAbsent(
            period.year(), year -> medians.upToEach(period.first(), Math.min(end, lastDay)));
    return byDay[period.last() - period.first()];
  }

  private Medians capitals(int year) {
    return capitals.computeIfAbsent(year, this::capitalsOf);
  }

  private Medians capitalsOf(int year) {
    int first = (int) LocalDate.of(year, 1, 1).toEpochDay();
    int last = (int) LocalDate.of(year, 12, 31).toEpochDay();
    var amounts = new Medians.Builder();
    for (int cell = 0; cell < Cell.COUNT; cell++) {
      var book = cells.get(cell);
      for (int i = 0; book != null && i < book.entities; i++) {
        if (book.days[i] >= first
            && book.days[i] <= last
            && CellBook.capital(book.marks[i]) == Capital.Status.KNOWN.ordinal()) {
          amounts.add(book.cents[i], book.days[i], cell);
        }
      }
    }
    return amounts.build();
  }

  private Medians hours(int year) {
    return hours.computeIfAbsent(
        year,
        any -> {
          var amounts = new Medians.Builder();
          for (var startup : cases) {
            if (startup.openMicros() >= 0
                && LocalDate.ofEpochDay(startup.day()).getYear() == year) {
              amounts.add(startup.openMicros(), startup.day(), startup.cell());
            }
          }
          return amounts.build();
        });
  }

  private boolean isPartial(Period period) {
    return period.first() < marketStart;
  }

  private long count(long counted, Period period) {
    return isPartial(period) ? PARTIAL_PERIOD.asFigure() : counted;
  }

  private long partial(int scope, int column, Period period) {
    return isPartial(period) ? PARTIAL_PERIOD.asFigure() : over(scope, column, period);
  }

  private long flow(int scope, Measure measure, Period period) {
    return isPartial(period) ? 0 : over(scope, measure.ordinal(), period);
  }

  private long over(int scope, int column, Period period) {
    return totals.over(scope, column, period.first(), period.last());
  }
}
