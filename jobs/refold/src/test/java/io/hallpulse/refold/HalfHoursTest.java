package io.hallpulse.refold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hallpulse.domain.health.HealthScore;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.fact.SlotLossFact;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Half hours of the golden vectors E and B of domain.md, section 4. */
class HalfHoursTest {
  private static final LocalDate DATE = LocalDate.of(2026, 3, 2);
  private static final Instant NINE = Instant.parse("2026-03-02T01:00:00Z");
  private static final Instant HALF_PAST = NINE.plusSeconds(1800);

  private final DayReach day = DayReach.of(DATE, new LocalDays(ZoneId.of("Asia/Shanghai")));

  @Test
  void allHalfHoursTogetherAreTheDay() {
    var e =
        List.of(
            loss("c1", NINE, "late", 333_333, 100),
            loss("c1", HALF_PAST, "late", 666_667, 20),
            loss("c2", NINE, "absent", 252_000_000, 25_000),
            loss("c2", HALF_PAST, "absent", 0, 200),
            loss("c3", NINE, "bad", 2_000_000, 1_200),
            loss("c3", HALF_PAST, "handle", 90_000_000, 1_500),
            loss("c1", NINE, "wait", 300_000_000, 500),
            loss(null, HALF_PAST, "wait", 300_000_000, 1_000));

    var together = scores("hall", "h", e, slot -> Optional.of("all")).get("all");

    assertThat(together.index()).isEqualTo(83.19, within(0.005));
    assertThat(scores("hall", "h", e, Optional::of).keySet()).containsExactly(NINE, HALF_PAST);
    assertThat(scores("hall", "h", e, slot -> Optional.<String>empty()).keySet()).isEmpty();
  }

  @Test
  void aCounterHasItsOwnWeightsAndLosses() {
    var b =
        List.of(
            loss("c1", NINE, "late", 333_333, 2),
            loss("c1", NINE, "absent", 10_000_000, 420),
            loss("c1", NINE, "bad", 1_000_000, 48),
            loss("c1", NINE, "handle", 5_000_000, 60),
            loss("c1", NINE, "wait", 9_000_000, 60),
            loss("c2", NINE, "wait", 60_000_000, 60));

    var ofCounter = scores("counter", "c1", b, Optional::of).get(NINE);

    assertThat(ofCounter.index()).isEqualTo(84.23, within(0.005));
    assertThat(scores("unit", "h/u", b, Optional::of).get(NINE).index()).isLessThan(84);
    assertThat(scores("unit", "h/other", b, Optional::of).keySet()).isEmpty();
  }

  private <K extends Comparable<K>> Map<K, HealthScore> scores(
      String scope, String id, List<SlotLossFact> losses, Function<Instant, Optional<K>> kind) {
    var fact =
        new HealthDailyFact(
            scope, id, "370213", "h", DATE, null, null, null, 0, null, false, "", "", 1, true, "",
            null);
    return HalfHours.scores(fact, losses, day, new Reference(), kind);
  }

  private static SlotLossFact loss(
      String counter, Instant slot, String factor, long millionths, long exposure) {
    return new SlotLossFact(
        counter,
        counter == null ? "q" : null,
        "370213",
        "h",
        "u",
        null,
        DATE,
        slot,
        factor,
        millionths,
        exposure,
        0,
        1,
        1,
        "");
  }
}
