package io.hallpulse.domain.market;

import static io.hallpulse.domain.market.Registry.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.reference.CalendarDay;
import io.hallpulse.schemas.reference.Population;
import io.hallpulse.schemas.reference.ReferenceCount;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What market.md's section 7 says of single indicators, where no golden example does. */
class FiguresTest {
  private final Registry registry = new Registry();
  private int number;

  private void register(String date, String subdistrict, String industry, String capital) {
    registry.tell(
        "ENTITY_REGISTERED",
        code(++number),
        date,
        "subdistrict",
        subdistrict,
        "industry_code",
        industry,
        "capital_raw",
        capital);
  }

  private Map<String, String> month(String today, String month) {
    return registry.indicators(today, month + "-01", "month " + month);
  }

  private static String of(Map<String, String> figures, String part, String scope) {
    return String.valueOf(
        figures.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(part + " " + scope + " "))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null));
  }

  @Test
  void aLocationQuotientIsHeldAgainstTheAreaOrTheDistrict() {
    registry.reference.add(new ReferenceCount("370200", 2024, 2, 20), 0, 1);
    registry.reference.add(new ReferenceCount("370200", 2024, 3, 80), 0, 1);
    register("2026-01-05", "李村", "A01", "1万元");
    register("2026-01-06", "李村", "C13", "1万元");
    register("2026-01-07", "沧口", "C43", "1万元");
    register("2026-01-08", "沧口", "", "1万元");
    var figures = month("2026-02-01", "2026-01");

    assertThat(of(figures, "15 share_1", "district 370213")).isEqualTo("33.33");
    assertThat(of(figures, "15 lq_1", "district 370213")).isEqualTo("NO_REFERENCE");
    assertThat(of(figures, "15 lq_2", "district 370213")).isEqualTo("1.667");
    assertThat(of(figures, "15 lq_3", "district 370213")).isEqualTo("0.417");
    assertThat(of(figures, "15 unassigned", "district 370213")).isEqualTo("1");
    assertThat(of(figures, "15 lq_1", "subdistrict 李村")).isEqualTo("1.500");
    assertThat(of(figures, "15 lq_3", "subdistrict 李村")).isEqualTo("0.000");
    assertThat(of(figures, "15 lq_3", "subdistrict 世园")).isEqualTo("ZERO_DENOMINATOR");
  }

  @Test
  void aDensityNeedsResidentsAndSaysOfWhichYear() {
    registry.reference.add(new Population("370213", 2023, 700_000), 0, 1);
    registry.reference.add(new Population("370213", 2025, 3), 0, 1);
    registry.reference.add(new Population("370213", 2027, 1), 0, 1);
    register("2026-01-05", "李村", "F", "");
    register("2026-01-05", "李村", "F", "");
    var figures = month("2026-02-01", "2026-01");

    assertThat(of(figures, "3 density", "district 370213")).isEqualTo("6666.67");
    assertThat(of(figures, "3 population_year", "district 370213")).isEqualTo("2025");
    assertThat(of(figures, "3 density", "subdistrict 李村")).isEqualTo("NO_POPULATION");
  }

  @Test
  void aMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
    register("2026-01-05", "李村", "F", "0.01元");
    register("2026-01-06", "李村", "F", "0.02元");
    register("2026-01-07", "李村", "F", "3元");
    register("2026-01-08", "李村", "F", "0.04元");
    register("2026-01-08", "李村", "F", "暂无");
    register("2026-01-08", "李村", "F", "多");
    var figures = month("2026-02-01", "2026-01");

    assertThat(of(figures, "17 median", "type ENTERPRISE")).isEqualTo("0.03");
    assertThat(of(figures, "17 sum", "type ENTERPRISE")).isEqualTo("3.07");
    assertThat(of(figures, "17 known", "type ENTERPRISE")).isEqualTo("4");
    assertThat(of(figures, "17 absent", "type ENTERPRISE")).isEqualTo("1");
    assertThat(of(figures, "17 unparsed", "type ENTERPRISE")).isEqualTo("1");
    assertThat(of(figures, "17 median", "type HOUSEHOLD")).isEqualTo("NO_DATA");
  }

  @Test
  void aNegativeStockIsShownAndWhatDividesByItIsAFault() {
    registry.tell(
        "STOCK_REBASED",
        null,
        "2026-01-02",
        "subdistrict",
        "楼山",
        "section",
        "F",
        "entity_type",
        "HOUSEHOLD",
        "delta",
        -5L,
        "reason",
        "census");
    var figures = month("2026-02-01", "2026-01");

    assertThat(of(figures, "1 stock", "subdistrict 楼山")).isEqualTo("-5");
    assertThat(of(figures, "16 HOUSEHOLD", "subdistrict 楼山")).isEqualTo("DATA_FAULT");
    assertThat(of(figures, "14 F", "subdistrict 楼山")).isEqualTo("DATA_FAULT");
    assertThat(of(figures, "19 either", "subdistrict 楼山")).isEqualTo("ZERO_DENOMINATOR");
    assertThat(of(figures, "12 rank", "subdistrict 楼山")).isEqualTo("11");
    assertThat(of(figures, "12 rank", "subdistrict 李村")).isEqualTo("1");
  }

  @Test
  void startUpTimeIsOfficeHoursOfWorkingDays() {
    registry.reference.add(new CalendarDay("2026-01-12", false), 0, 1);
    startup(
        "2026-01-09T15:00:00+08:00", "2026-01-13T10:30:00+08:00", 1); // Friday to Tuesday: 2 + 1.5
    startup("2026-01-14T18:00:00+08:00", "2026-01-15T09:30:00+08:00", 2); // 0.5
    startup("2026-01-17T10:00:00+08:00", "2026-01-17T11:00:00+08:00", 0); // a Saturday: 0
    startup(null, "2026-01-15T09:30:00+08:00", 1);
    startup("2026-01-20T10:00:00+08:00", "2026-01-19T10:00:00+08:00", 1); // after its closing
    var figures = month("2026-02-01", "2026-01");

    assertThat(of(figures, "20 p50_hours", "district 370213")).isEqualTo("0.50");
    assertThat(of(figures, "20 one_visit", "district 370213")).isEqualTo("50.00");
    assertThat(of(figures, "20 cases", "district 370213")).isEqualTo("5");
    assertThat(of(figures, "20 no_ticket", "district 370213")).isEqualTo("2");
    assertThat(of(figures, "20 cases", "subdistrict 振华路")).isEqualTo("0");
    assertThat(of(figures, "20 p50_hours", "subdistrict 振华路")).isEqualTo("NO_DATA");
    assertThat(of(figures, "20 one_visit", "subdistrict 振华路")).isEqualTo("ZERO_DENOMINATOR");
  }

  private void startup(@Nullable String ticket, String closed, int visits) {
    registry.cases.add(
        StartupCase.of(
            new LinkedCase(
                closed,
                micros(closed),
                ticket == null ? LinkedCase.NEVER : micros(ticket),
                visits,
                1,
                LinkedCase.NO_CELL),
            Registry.DISTRICT,
            registry.reference,
            Long.MAX_VALUE / 2));
  }

  private static long micros(String time) {
    return EventJson.micros(OffsetDateTime.parse(time).toInstant());
  }

  @Test
  void figuresAreRoundedOnceAwayFromZero() {
    assertThat(Exact.percent(1, 800)).isEqualTo(13);
    assertThat(Exact.percent(-1, 800)).isEqualTo(-13);
    assertThat(Exact.percent(-1, 1_000_000)).isZero();
  }
}
