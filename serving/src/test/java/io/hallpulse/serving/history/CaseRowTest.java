package io.hallpulse.serving.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CaseRowTest {
  private static final Instant PLANNED = Instant.parse("2026-01-05T09:00:00Z");

  @Test
  void anOpenCaseIsOverdueOnceItsHallsTimeHasPassedThePlan() {
    assertThat(CaseRow.overdue(PLANNED, PLANNED.plusSeconds(1))).isTrue();
    assertThat(CaseRow.overdue(PLANNED, PLANNED)).isFalse();
  }

  @Test
  void withoutAPlanOrTheHallsTimeItIsUnknown() {
    assertThat(CaseRow.overdue(null, PLANNED)).isNull();
    assertThat(CaseRow.overdue(PLANNED, null)).isNull();
  }
}
