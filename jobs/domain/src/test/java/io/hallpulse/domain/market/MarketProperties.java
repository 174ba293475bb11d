package io.hallpulse.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.live.LiveCellPeriod;
import io.hallpulse.schemas.live.LiveFigure;
import io.hallpulse.schemas.registry.RegistryEvent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random registries: legal and illegal, amended, back-dated, moved, restored, re-based. */
class MarketProperties {
  private static final List<String> KINDS =
      List.of(
          "ENTITY_REGISTERED",
          "ENTITY_REGISTERED",
          "ENTITY_CHANGED",
          "ENTITY_CHANGED",
          "ENTITY_MOVED_IN",
          "ENTITY_MOVED_OUT",
          "ENTITY_SUSPENDED",
          "ENTITY_RESUMED",
          "ENTITY_LISTED_ABNORMAL",
          "ENTITY_DELISTED_ABNORMAL",
          "ENTITY_REVOKED",
          "ENTITY_CANCELLED",
          "ENTITY_RESTORED",
          "STOCK_REBASED");
  private static final List<String> PLACES = List.of("李村", "沧口", "世园");
  private static final List<String> CODES = List.of("A", "A05", "C13", "F", "51", "");
  private static final List<String> TYPES = List.of("公司", "个体", "专业合作");
  private static final List<String> CAPITALS = List.of("10万", "3.33元", "N/A", "10万加元", "?", "7万元");
  private static final LocalDate START = LocalDate.of(2024, 7, 1);
  private static final String MARKET_START = "2024-09-15";
  private static final String TODAY = "2026-02-27";

  private static List<RegistryEvent> events(Registry registry, Random random) {
    var events = new ArrayList<RegistryEvent>();
    int entities = 4 + random.nextInt(8);
    int days = 20 + random.nextInt(580);
    for (int i = 0; i < 40 + random.nextInt(60); i++) {
      var kind = one(KINDS, random);
      var date = START.plusDays(random.nextInt(days)).toString();
      var words = new ArrayList<Object>();
      if (kind.equals("STOCK_REBASED")) {
        Collections.addAll(
            words,
            "subdistrict",
            one(PLACES, random),
            "section",
            "F",
            "entity_type",
            "HOUSEHOLD",
            "delta",
            random.nextInt(9) - 3L,
            "reason",
            "census");
      } else if (!kind.equals("ENTITY_CHANGED") || random.nextBoolean()) {
        Collections.addAll(
            words,
            "subdistrict",
            one(PLACES, random),
            "type_text",
            one(TYPES, random),
            "industry_code",
            one(CODES, random),
            "capital_raw",
            one(CAPITALS, random));
      } else {
        Collections.addAll(words, "clear", List.of("address", "capital_raw"));
      }
      Collections.addAll(
          words, "suspended", random.nextBoolean(), "abnormal", random.nextBoolean());
      var uscc = kind.equals("STOCK_REBASED") ? null : Registry.code(random.nextInt(entities));
      events.add(registry.event(kind, uscc, date, words.toArray()));
      // Often more happens on one day.
      if (uscc != null && random.nextInt(3) == 0) {
        events.add(
            registry.event(
                "ENTITY_CHANGED",
                uscc,
                date,
                "subdistrict",
                one(PLACES, random),
                "capital_raw",
                one(CAPITALS, random)));
      }
    }
    return events;
  }

  private static <T> T one(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  @Property(tries = 25)
  void anyOrderAndAnyRepeatGiveTheSame(@ForAll long seed) {
    var random = new Random(seed);
    var first = registry();
    var events = events(first, random);
    events.forEach(first::tell);
    var other = registry();
    Collections.shuffle(events, random);
    for (var event : events) {
      other.tell(event);
      if (random.nextInt(4) == 0) {
        other.tell(event);
      }
    }

    assertThat(rows(other)).isEqualTo(rows(first));
    assertThat(other.active).isEqualTo(first.active);
    assertThat(states(other)).isEqualTo(states(first));
    assertThat(refusals(other)).isEqualTo(refusals(first));
    other.counts(TODAY).prove(other.active);
    assertThat(other.indicators(TODAY, "2026-02-20"))
        .isEqualTo(first.indicators(TODAY, "2026-02-20"));
  }

  @Property(tries = 5)
  void differencesToldOnTheWayEndWhereACountFromNothingEnds(@ForAll long seed) {
    var random = new Random(seed);
    var registry = new Registry();
    registry.rules("2025-11-20", 2, 2); // every day of it makes a thousand figures
    var events = events(registry, random);
    Collections.shuffle(events, random);
    var settled = DistrictBook.inMemory();
    var told = new HashMap<String, String>();
    MarketCounts before = null;
    var from = LocalDate.parse("2024-01-01");
    var today = LocalDate.parse("2026-02-10");
    for (int i = 0; i < events.size(); i++) {
      var key = EntityFold.key(events.get(i));
      var step =
          EntityFold.step(
                  registry.histories.getOrDefault(key, EntityHistory.nothing(0)), events.get(i))
              .orElseThrow();
      registry.histories.put(key, step.history());
      var touched = new HashSet<Integer>();
      int first = DistrictBook.apply(step.change(), registry.cells, touched::add);
      if (first != Integer.MAX_VALUE && LocalDate.ofEpochDay(first).isBefore(from)) {
        from = LocalDate.ofEpochDay(first);
      }
      if (i % 40 == 39 || i == events.size() - 1) {
        today = i == events.size() - 1 ? LocalDate.parse(TODAY) : today.plusDays(random.nextInt(3));
        var now = registry.counts(today.toString());
        now.indicators(before, from, i + 1).rest(fact -> told.put(Registry.key(fact), text(fact)));
        for (int cell = 0; cell < DistrictBook.CELLS; cell++) {
          var book = registry.cells.get(cell);
          if (book != null) {
            settled.put(cell, book.copy());
          }
        }
        before =
            new MarketCounts(
                Registry.DISTRICT,
                settled,
                List.of(),
                registry.reference,
                Long.MAX_VALUE / 2,
                today);
        from = LocalDate.MAX;
      }
    }
    assertThat(told).isEqualTo(registry.indicators(TODAY));
  }

  /** The live cells and the ledger's days, added up, are the figures of every scope. */
  @Property(tries = 15)
  void cellsAddUpToTheFiguresOfTheirScopes(@ForAll long seed) {
    var registry = registry();
    events(registry, new Random(seed)).forEach(registry::tell);
    var counts = registry.counts(TODAY);
    var cells = counts.liveCells(IntStream.range(0, DistrictBook.CELLS).boxed().toList(), 1);
    for (var scope : counts.live(1)) {
      var periods = new LinkedHashMap<String, CellPeriod>();
      for (var cell : cells) {
        boolean isOfScope =
            switch (scope.getScope()) {
              case "district" -> true;
              case "subdistrict" -> cell.getSubdistrict().equals(scope.getScopeId());
              case "section" -> cell.getIndustry().equals(scope.getScopeId());
              default -> cell.getEntityType().equals(scope.getScopeId());
            };
        for (var period : isOfScope ? cell.getPeriods() : List.<LiveCellPeriod>of()) {
          periods.merge(period.getPeriodKind(), CellPeriod.of(period), CellPeriod::plus);
        }
      }
      var told = new HashMap<String, String>();
      scope.getFigures().forEach(figure -> told.put(place(figure), figure.toString()));
      for (var period : periods.values()) {
        for (var figure : period.figures()) {
          assertThat(figure.toString())
              .as("%s %s", scope.getScope(), scope.getScopeId())
              .isEqualTo(told.get(place(figure)));
        }
      }
    }
  }

  private static String place(LiveFigure figure) {
    return "%d %s %s".formatted(figure.getIndicator(), figure.getPart(), figure.getPeriodKind());
  }

  private static String text(io.hallpulse.schemas.fact.IndicatorFact fact) {
    var value = fact.value();
    return value == null ? String.valueOf(fact.reason()) : value.toPlainString();
  }

  @Property(tries = 25)
  void theSlowWayFindsTheSameFigures(@ForAll long seed) {
    var random = new Random(seed);
    var registry = registry();
    var events = events(registry, random);
    events.forEach(registry::tell);
    var naive = new NaiveMarket(events, MARKET_START);
    var periods =
        List.of(
            "day 2025-08-15 2025-08-15 2025-08-15 2024-08-15 2024-08-15",
            "day 2026-02-20 2026-02-20 2026-02-20 2025-02-20 2025-02-20",
            "month 2025-10 2025-10-01 2025-10-31 2024-10-01 2024-10-31",
            "month 2025-02 2025-02-01 2025-02-28 2024-02-01 2024-02-29",
            "month 2026-02 2026-02-01 2026-02-27 2025-02-01 2025-02-27",
            "quarter 2025-Q4 2025-10-01 2025-12-31 2024-10-01 2024-12-31",
            "quarter 2026-Q1 2026-01-01 2026-02-27 2025-01-01 2025-02-27",
            "year 2025 2025-01-01 2025-12-31 2024-01-01 2024-12-31",
            "year 2026 2026-01-01 2026-02-27 2025-01-01 2025-02-27",
            "ytd 2025-11-05 2025-01-01 2025-11-05 2024-01-01 2024-11-05",
            "ytd 2026-02-27 2026-01-01 2026-02-27 2025-01-01 2025-02-27");
    var scopes =
        List.of(
            "district 370213",
            "subdistrict 李村",
            "subdistrict 楼山",
            "subdistrict unassigned",
            "section F",
            "section A",
            "section unassigned",
            "type HOUSEHOLD");
    for (int i = 0; i < 3; i++) {
      var p = one(periods, random).split(" ");
      var figures = registry.indicators(TODAY, p[3], p[0] + " " + p[1]);
      var scope = one(scopes, random).split(" ");
      var expected = naive.figures(scope[0], scope[1], p[0], p[1], p[2], p[3], p[4], p[5]);
      for (Map.Entry<String, String> figure : expected.entrySet()) {
        assertThat(figures.get(figure.getKey())).as(figure.getKey()).isEqualTo(figure.getValue());
      }
    }
  }

  private static Registry registry() {
    var registry = new Registry();
    registry.rules(MARKET_START, 2, 2);
    return registry;
  }

  private static Map<String, String> rows(Registry registry) {
    var rows = new HashMap<String, String>();
    for (var row : registry.ledger()) {
      assertThat(row.adjusted()).isEqualTo(row.restored() + row.rebased() + row.reclassified());
      rows.put(
          row.subdistrict() + row.industry() + row.entityType() + row.localDate(),
          List.of(
                  row.registered(),
                  row.movedIn(),
                  row.cancelled(),
                  row.revoked(),
                  row.movedOut(),
                  row.restored(),
                  row.rebased(),
                  row.reclassified(),
                  row.stock())
              .toString());
    }
    return rows;
  }

  private static Map<String, String> states(Registry registry) {
    var states = new HashMap<String, String>();
    registry.entities.forEach(
        (uscc, fact) ->
            states.put(
                uscc,
                "%s %s %s %s %s %s %s"
                    .formatted(
                        fact.state(),
                        fact.suspended(),
                        fact.abnormal(),
                        fact.subdistrict(),
                        fact.industry(),
                        fact.capitalCny(),
                        fact.entered())));
    return states;
  }

  private static Map<Long, String> refusals(Registry registry) {
    var open = new HashMap<Long, String>();
    registry.refused.forEach(
        (seq, fact) -> {
          if (!fact.resolved()) {
            open.put(seq, fact.reason());
          }
        });
    return open;
  }
}
