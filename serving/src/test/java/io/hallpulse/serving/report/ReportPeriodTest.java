package io.hallpulse.serving.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportPeriodTest {
  @ParameterizedTest
  @CsvSource({
    "service-daily, 2026-10-05, 2026-10-05, 2026-10-05, 2026-10-04",
    "economy-weekly, 2026-W53, 2026-12-28, 2027-01-03, 2026-W52",
    "economy-weekly, 2027-W01, 2027-01-04, 2027-01-10, 2026-W53",
    "economy-monthly, 2028-02, 2028-02-01, 2028-02-29, 2028-01",
    "economy-quarterly, 2026-Q1, 2026-01-01, 2026-03-31, 2025-Q4",
    "economy-yearly, 2026, 2026-01-01, 2026-12-31, 2025"
  })
  void aPeriodHasItsDaysAndOneBefore(
      String kind, String name, LocalDate first, LocalDate last, String previous) {
    var period = ReportKind.of(kind).orElseThrow().period(name);

    assertThat(period.name()).isEqualTo(name);
    assertThat(period.first()).isEqualTo(first);
    assertThat(period.last()).isEqualTo(last);
    assertThat(period.previous().name()).isEqualTo(previous);
    assertThat(period.previous().next()).isEqualTo(period);
  }

  @ParameterizedTest
  @CsvSource({
    "service-daily, 2026-02-30",
    "economy-weekly, 2025-W53",
    "economy-weekly, 2026-40",
    "economy-monthly, 2026-13",
    "economy-monthly, 2026-10-01",
    "economy-quarterly, 2026-Q5",
    "economy-yearly, 26"
  })
  void whatNamesNoPeriodIsRefusedWithAnExample(String kind, String name) {
    assertThatThrownBy(() -> ReportKind.of(kind).orElseThrow().period(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("such as");
  }

  @Test
  void aPeriodThatGoesOnCountsToToday() {
    var period = ReportKind.ECONOMY_MONTHLY.period("2026-10");

    assertThat(period.lastOn(LocalDate.parse("2026-10-12"))).isEqualTo("2026-10-12");
    assertThat(period.lastOn(LocalDate.parse("2026-12-12"))).isEqualTo("2026-10-31");
    assertThat(period.isComplete(LocalDate.parse("2026-10-31"))).isFalse();
  }
}
