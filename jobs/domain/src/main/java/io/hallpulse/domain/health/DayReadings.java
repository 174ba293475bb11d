package io.hallpulse.domain.health;

import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.reference.Baseline;
import io.hallpulse.schemas.reference.RuleSet;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What a scope of a hall lost on a local day, half hour by half hour. */
public final class DayReadings {
  private final TreeMap<Long, Readings> slots = new TreeMap<>();

  public void add(long slotStart, Readings readings) {
    slots.merge(slotStart, readings, Readings::plus);
  }

  public boolean isEmpty() {
    return slots.isEmpty();
  }

  public Readings total() {
    return slots.values().stream().reduce(Readings.NONE, Readings::plus);
  }

  /**
   * What was to be expected of the day: each half hour's exposures times the rate usual there.
   * Added up in the order of the half hours, so that the same readings give the same bits.
   *
   * @param midnight when the day begins, microseconds
   */
  public Expected expected(
      String hallId, LocalDate date, long midnight, RuleSet rules, Reference reference) {
    double bad = 0;
    double handle = 0;
    double waiting = 0;
    for (var slot : slots.entrySet()) {
      var usual =
          new Usual(
              hallId, date, Usual.slot(slot.getKey() - midnight), slot.getKey(), rules, reference);
      var readings = slot.getValue();
      bad +=
          readings.bad().exposure()
              * Math.min(rules.bad().mostPrior(), usual.rate(Factor.BAD, rules.bad().prior()));
      handle += readings.handle().exposure() * usual.rate(Factor.HANDLE, rules.handle().prior());
      waiting += readings.waiting().exposure() * usual.rate(Factor.WAIT, rules.waiting().prior());
    }
    return new Expected(bad, handle, waiting);
  }

  /** Losses to be expected, in whole exposures. */
  public record Expected(double bad, double handle, double waiting) {
    public static final Expected NOTHING = new Expected(0, 0, 0);

    public Expected plus(Expected other) {
      return new Expected(bad + other.bad, handle + other.handle, waiting + other.waiting);
    }

    /** The mean rates over the exposures they come from; the rules' where there are none. */
    public Priors priors(Readings readings, RuleSet rules) {
      return new Priors(
          mean(bad, readings.bad(), rules.bad().prior()),
          mean(handle, readings.handle(), rules.handle().prior()),
          mean(waiting, readings.waiting(), rules.waiting().prior()));
    }

    private static double mean(double expected, Loss loss, double prior) {
      return loss.exposure() == 0 ? prior : expected / loss.exposure();
    }
  }

  /** The rates usual in a hall's half hour. */
  private record Usual(
      String hallId, LocalDate date, String slot, long time, RuleSet rules, Reference reference) {

    static String slot(long sinceMidnight) {
      return LocalTime.MIDNIGHT
          .plusMinutes(TimeUnit.MICROSECONDS.toMinutes(sinceMidnight))
          .toString();
    }

    double rate(Factor factor, double prior) {
      var id = Baseline.slotId(hallId, date.getDayOfWeek().getValue(), slot, factor.key());
      return reference
          .baseline(id, time)
          .map(baseline -> baseline.rate(rules.evidence().leastBaseline(), prior))
          .orElse(prior);
    }
  }
}
