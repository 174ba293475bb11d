package io.hallpulse.domain.market;

import static io.hallpulse.domain.market.Registry.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.registry.RegistryEvent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples G1 to G3 of market.md, section 8. */
class GoldenExamplesTest {
  private static final String E1 = code(1);
  private static final String E2 = code(2);
  private static final String E3 = code(3);

  private static void tellG1(Registry registry, boolean withRevocation) {
    registry.tell(
        "STOCK_REBASED",
        null,
        "2026-01-01",
        "subdistrict",
        "李村",
        "section",
        "F",
        "entity_type",
        "ENTERPRISE",
        "delta",
        100L,
        "reason",
        "opening");
    registry.tell("ENTITY_REGISTERED", E1, "2026-01-10", "subdistrict", "李村", "industry_code", "F");
    registry.tell("ENTITY_REGISTERED", E2, "2026-01-20", "subdistrict", "李村", "industry_code", "F");
    registry.tell("ENTITY_CHANGED", E1, "2026-02-05", "subdistrict", "沧口街道");
    if (withRevocation) {
      registry.tell("ENTITY_REVOKED", E2, "2026-02-10");
    }
    registry.tell("ENTITY_CANCELLED", E2, "2026-03-02");
    registry.tell("ENTITY_MOVED_IN", E3, "2026-03-05", "subdistrict", "沧口", "industry_code", "F");
  }

  private static RegistryEvent late(Registry registry) {
    return registry.event(
        "ENTITY_CANCELLED", E1, "2026-02-20", "time", "2026-03-20T09:00:00+08:00");
  }

  @Test
  void ledgerAsInG1() {
    var registry = new Registry();
    tellG1(registry, true);

    var before = registry.indicators("2026-03-31");
    assertThat(stocks(before, "沧口")).containsExactly("0", "1", "2");
    assertThat(stocks(before, Registry.DISTRICT)).containsExactly("102", "101", "102");

    registry.tell(late(registry));
    var after = registry.indicators("2026-03-31");
    assertThat(stocks(after, "李村")).containsExactly("102", "100", "100");
    assertThat(stocks(after, "沧口")).containsExactly("0", "0", "1");
    assertThat(stocks(after, Registry.DISTRICT)).containsExactly("102", "100", "101");
    assertThat(district(after, "5 mom", "month 2026-02")).isEqualTo("-100.00");
    assertThat(district(after, "5 mom", "month 2026-03")).isEqualTo("BASE_ZERO");
    assertThat(district(after, "5 mom", "month 2026-01")).isEqualTo("BASE_MISSING");
    assertThat(district(after, "7 ratio", "month 2026-02")).isEqualTo("ZERO_DENOMINATOR");
    assertThat(district(after, "7 ratio", "ytd 2026-03-31")).isEqualTo("100.00");
    assertThat(district(after, "8 ratio", "ytd 2026-03-31")).isEqualTo("0.00");
    assertThat(district(after, "2 yoy", "month 2026-03")).isEqualTo("BASE_MISSING");
    assertThat(registry.active).isEqualTo(1);
    registry.counts("2026-03-31").prove(registry.active);
    assertThat(registry.refused).isEmpty();
  }

  @Test
  void rowsOfG1AreRevisedOnlyWhereTheLateEventChangesThem() {
    var registry = new Registry();
    tellG1(registry, true);
    var settled = DistrictBook.inMemory();
    for (int cell = 0; cell < DistrictBook.CELLS; cell++) {
      var book = registry.cells.get(cell);
      if (book != null) {
        settled.put(cell, book.copy());
      }
    }
    var touched = new HashSet<Integer>();
    var event = late(registry);
    var step = EntityFold.step(registry.histories.get(EntityFold.key(event)), event).orElseThrow();
    int first = DistrictBook.apply(step.change(), registry.cells, touched::add);
    assertThat(LocalDate.ofEpochDay(first)).isEqualTo("2026-02-20");

    var rows = new ArrayList<String>();
    for (int cell : touched) {
      registry
          .counts("2026-03-31")
          .ledger(
              settled,
              cell,
              2,
              row ->
                  rows.add(
                      "%s %s C%d %d"
                          .formatted(
                              row.subdistrict(), row.localDate(), row.cancelled(), row.stock())));
    }
    assertThat(rows).containsExactly("沧口 2026-02-20 C1 0", "沧口 2026-03-05 C0 1");

    // Figures told as differences end where a count from nothing ends.
    var was =
        new MarketCounts(
            Registry.DISTRICT,
            settled,
            List.of(),
            registry.reference,
            Long.MAX_VALUE / 2,
            LocalDate.parse("2026-03-21"));
    var figures = new HashMap<String, String>();
    was.indicators(null, LocalDate.parse("2026-01-01"), 1)
        .rest(fact -> Registry.put(figures, fact));
    var told = new HashMap<String, String>();
    registry
        .counts("2026-04-02")
        .indicators(was, LocalDate.ofEpochDay(first), 2)
        .rest(fact -> Registry.put(told, fact));
    assertThat(told).isNotEmpty().hasSizeLessThan(figures.size());
    figures.putAll(told);
    assertThat(figures).isEqualTo(registry.indicators("2026-04-02"));
  }

  @Test
  void aCancellationWithoutItsRevocationCountsOnItsOwnDay() {
    var registry = new Registry();
    tellG1(registry, false);
    var figures = registry.indicators("2026-03-31");

    assertThat(district(figures, "6 revoked", "month 2026-02")).isEqualTo("0");
    assertThat(district(figures, "6 cancelled", "month 2026-03")).isEqualTo("1");
    assertThat(district(figures, "6 cancelled", "day 2026-03-02")).isEqualTo("1");
  }

  @Test
  void survivalAsInG2() {
    var registry = new Registry();
    registry.rules("2016-01-01", 30, 1);
    survivors(registry);
    var figures = registry.indicators("2026-01-31", "2026-01-30");

    assertThat(survival(figures, "y1")).containsExactly("68.57", "38.88", "98.26", "7");
    assertThat(survival(figures, "y3")).containsExactly("41.14", "6.73", "75.56", "3");
    assertThat(survival(figures, "y5")).containsExactly("20.57", "0.00", "53.87", "1");

    registry.rules("2016-01-01", 30, 30);
    var few = registry.indicators("2026-01-31", "2026-01-30");
    assertThat(survival(few, "y1"))
        .containsExactly("INSUFFICIENT", "INSUFFICIENT", "INSUFFICIENT", "7");
  }

  /** Ages 100, 200, 200+, 365, 400+, 700, 700, 1096+, 1500, 1826+ on 31 January 2026. */
  private static void survivors(Registry registry) {
    var end = LocalDate.parse("2026-01-31");
    int number = 10;
    for (int age : new int[] {100, 200, 365, 700, 700, 1500}) {
      registry.tell("ENTITY_REGISTERED", code(++number), "2018-03-01");
      registry.tell(
          "ENTITY_CANCELLED", code(number), LocalDate.parse("2018-03-01").plusDays(age).toString());
    }
    for (int age : new int[] {200, 400, 1096, 1826}) {
      registry.tell("ENTITY_REGISTERED", code(++number), end.minusDays(age).toString());
    }
  }

  @Test
  void growthRanksAsInG3() {
    var registry = new Registry();
    registry.rules("2024-01-01", 30, 30);
    int number = 0;
    for (var row :
        Map.of(
                "李村", new int[] {40, 50},
                "沧口", new int[] {32, 40},
                "虎山路", new int[] {30, 36},
                "世园", new int[] {60, 57},
                "楼山", new int[] {29, 58})
            .entrySet()) {
      for (int year = 0; year < 2; year++) {
        for (int i = 0; i < row.getValue()[year]; i++) {
          registry.tell(
              "ENTITY_REGISTERED",
              code(++number),
              (2024 + year) + "-05-06",
              "subdistrict",
              row.getKey());
        }
      }
    }
    var figures = registry.indicators("2026-01-01", "2025-12-31");

    assertThat(growth(figures, "李村")).containsExactly("25.00", "1");
    assertThat(growth(figures, "沧口")).containsExactly("25.00", "1");
    assertThat(growth(figures, "虎山路")).containsExactly("20.00", "3");
    assertThat(growth(figures, "世园")).containsExactly("-5.00", "4");
    assertThat(growth(figures, "楼山")).containsExactly("BASE_SUPPRESSED", "BASE_SUPPRESSED");
    assertThat(figures.get("13 growth subdistrict unassigned year 2025"))
        .isEqualTo("BASE_SUPPRESSED");
    assertThat(figures).doesNotContainKey("13 rank subdistrict unassigned year 2025");
    assertThat(figures.get("12 rank subdistrict 楼山 year 2025")).isEqualTo("3");
  }

  private static List<String> stocks(Map<String, String> figures, String scope) {
    var kind = scope.equals(Registry.DISTRICT) ? "district" : "subdistrict";
    return List.of(
        figures.get("1 stock %s %s month 2026-01".formatted(kind, scope)),
        figures.get("1 stock %s %s month 2026-02".formatted(kind, scope)),
        figures.get("1 stock %s %s month 2026-03".formatted(kind, scope)));
  }

  private static String district(Map<String, String> figures, String part, String period) {
    return figures.get("%s district 370213 %s".formatted(part, period));
  }

  private static List<String> survival(Map<String, String> figures, String part) {
    return List.of(
        district(figures, "18 " + part, "month 2026-01"),
        district(figures, "18 " + part + "_low", "month 2026-01"),
        district(figures, "18 " + part + "_high", "month 2026-01"),
        district(figures, "18 " + part + "_at_risk", "month 2026-01"));
  }

  private static List<String> growth(Map<String, String> figures, String subdistrict) {
    return List.of(
        figures.get("13 growth subdistrict %s year 2025".formatted(subdistrict)),
        figures.get("13 rank subdistrict %s year 2025".formatted(subdistrict)));
  }
}
