package io.hallpulse.domain.reference;

import static io.hallpulse.domain.Times.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.domain.Rules;
import io.hallpulse.domain.Source;
import io.hallpulse.domain.Times;
import io.hallpulse.schemas.reference.Baseline;
import io.hallpulse.schemas.reference.CalendarDay;
import io.hallpulse.schemas.reference.District;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.schemas.reference.ReferenceVersion;
import io.hallpulse.schemas.reference.RuleSet;
import io.hallpulse.schemas.reference.ServiceCounter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  private final Reference reference = new Reference();

  @Test
  void givesTheNewestVersionThatHolds() {
    queue("u1", at("09:00"), 1);
    queue("u2", at("10:00"), 2);

    assertThat(unit(at("09:00"))).isEqualTo("u1");
    assertThat(unit(at("10:00") - 1)).isEqualTo("u1");
    assertThat(unit(at("10:00"))).isEqualTo("u2");
  }

  @Test
  void beforeTheFirstVersionTheFirstOneHolds() {
    queue("u1", at("09:00"), 1);

    assertThat(unit(at("08:00"))).isEqualTo("u1");
  }

  @Test
  void rulesHoldFromTheirTimeOnAndThoseOfTheSpecificationBefore() {
    reference.add(Rules.with("\"green\":90", "\"green\":95"), at("09:00"), 1);

    assertThat(reference.rules(Source.DISTRICT, at("09:00") - 1))
        .isEqualTo(RuleSet.defaults(Source.DISTRICT));
    assertThat(reference.rules(Source.DISTRICT, at("09:00")).categories().green()).isEqualTo(95);
    assertThat(reference.rules("another", at("10:00"))).isEqualTo(RuleSet.defaults("another"));
  }

  @Test
  void aBaselineIsNotKnownBeforeItsTime() {
    reference.add(Baseline.ofItem("i1", 20), at("09:00"), 1);

    assertThat(reference.baseline("item/i1", at("09:00") - 1)).isEmpty();
    assertThat(reference.baseline("item/i1", at("09:00"))).contains(Baseline.ofItem("i1", 20));
  }

  @Test
  void ofEqualTimesTheOneWrittenLastHoldsWhateverCameFirst() {
    queue("u2", at("09:00"), 2);
    queue("u1", at("09:00"), 1);

    assertThat(unit(at("09:00"))).isEqualTo("u2");
  }

  @Test
  void theSameVersionTwiceChangesNothing() {
    reference.add(
        version(
            "queue",
            "q1",
            "{\"queue_id\":\"q1\",\"hall_id\":\"h1\",\"unit_id\":\"u1\",\"letter\":\"A\"}"));
    long changes = reference.changes();
    reference.add(
        version(
            "queue",
            "q1",
            "{\"queue_id\":\"q1\",\"hall_id\":\"h1\",\"unit_id\":\"u1\",\"letter\":\"A\"}"));

    assertThat(reference.changes()).isEqualTo(changes);
    assertThat(reference.queuesOf("h1")).containsExactly("q1");
  }

  @Test
  void knowsTheCountersOfAHall() {
    reference.add(new ServiceCounter("c1", "h1", "u1", "1", List.of("q1")), 0, 1);
    reference.add(new ServiceCounter("c1", "h1", "u1", "1", List.of("q1", "q2")), 5, 2);
    reference.add(new ServiceCounter("c2", "h2", "u1", "1", List.of()), 0, 1);

    assertThat(reference.countersOf("h1")).containsExactly("c1");
    assertThat(reference.counter("c1", 5).orElseThrow().queueIds()).containsExactly("q1", "q2");
    assertThat(reference.countersOf("h9")).isEmpty();
  }

  @Test
  void aCounterThatMovedWasInBothHalls() {
    reference.add(new ServiceCounter("c1", "h1", "u1", "1", List.of()), 0, 1);
    reference.add(new ServiceCounter("c1", "h2", "u1", "1", List.of()), 5, 2);

    assertThat(reference.countersOf("h1")).containsExactly("c1");
    assertThat(reference.countersOf("h2")).containsExactly("c1");
  }

  @Test
  void aDistrictHasATimeZone() {
    assertThat(reference.days("370213").date(at("01:00"))).isEqualTo(Times.MONDAY);
    reference.add(new District("1", "Elsewhere", "Europe/Amsterdam"), 0, 1);
    assertThat(reference.days("1").date(at("01:00"))).isEqualTo(Times.MONDAY.minusDays(1));
  }

  @Test
  void anOlderVersionDoesNotChangeTheTimeZoneBack() {
    reference.add(new District("1", "Elsewhere", "Europe/Amsterdam"), 5, 2);
    reference.add(new District("1", "Elsewhere", "UTC"), 5, 1);

    assertThat(reference.days("1").date(at("07:30"))).isEqualTo(Times.MONDAY);
  }

  @Test
  void workingDaysAreMondayToFridayUnlessTheCalendarKnowsBetter() {
    var saturday = Times.MONDAY.plusDays(5);
    assertThat(reference.isWorking(Times.MONDAY)).isTrue();
    assertThat(reference.isWorking(saturday)).isFalse();
    assertThat(reference.workingDayAfter(Times.MONDAY, 5)).isEqualTo(Times.MONDAY.plusDays(7));

    reference.add(new CalendarDay(saturday.toString(), true), at("00:00"), 1);
    reference.add(new CalendarDay(Times.MONDAY.toString(), false), at("00:00"), 1);
    assertThat(reference.isWorking(saturday)).isTrue();
    assertThat(reference.isWorking(Times.MONDAY)).isFalse();
    assertThat(reference.workingDayAfter(Times.MONDAY, 5)).isEqualTo(saturday);
  }

  @Test
  void anUnreadableValueIsNamed() {
    assertThatThrownBy(() -> reference.add(version("queue", "q1", "{\"queue_id\":\"q1\"}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("q1");
  }

  @Test
  void typesOfANewerProgramArePassedOver() {
    reference.add(version("moon", "m", "{}"));

    assertThat(reference.changes()).isZero();
  }

  private void queue(String unit, long effectiveFrom, long version) {
    reference.add(new Queue("q1", "h1", unit, "A"), effectiveFrom, version);
  }

  private String unit(long time) {
    return reference.queue("q1", time).orElseThrow().unitId();
  }

  private static ReferenceVersion version(String type, String id, String value) {
    return ReferenceVersion.newBuilder()
        .setType(type)
        .setId(id)
        .setEffectiveFrom(0)
        .setRecorded(0)
        .setVersion(1)
        .setSource("test")
        .setValue(value)
        .build();
  }
}
