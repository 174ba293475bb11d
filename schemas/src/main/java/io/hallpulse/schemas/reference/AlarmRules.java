package io.hallpulse.schemas.reference;

import static io.hallpulse.schemas.reference.Datum.required;
import static io.hallpulse.schemas.reference.RuleSet.points;
import static io.hallpulse.schemas.reference.RuleSet.positive;

import io.hallpulse.schemas.alarm.AlarmRule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When alarms are raised and cleared; part of a {@link RuleSet}.
 *
 * @param indexBelow line of the live index of a hall and above
 * @param indexMargin points above the line that clear it
 * @param category shown of a counter, unit or hall that is bad, as are all worse ones
 * @param holdMinutes for which index, category and the 90th percentile of waits must be bad
 * @param clearMinutes for which what was wrong must be well
 * @param longestWaitMinutes limit of a current wait
 * @param p90WaitMinutes limit of the 90th percentile of the last hour's waits
 * @param p90Calls of the last hour that make it worth looking at
 * @param unattendedMinutes for which nobody has been at a counter
 * @param unattendedWaiting people waiting for it meanwhile
 * @param silentMinutes of silence of a device
 * @param goneHours of silence after which a device is taken as removed
 * @param staleMinutes that a hall's time may be behind
 * @param dueHours before its deadline in which an open rectification is due
 * @param quietMinutes after which a fault or a burst of ratings that is not repeated is over
 * @param tamperedHours for which a rating's tampering is shown
 * @param muted what is known and not to be called out for a while
 */
public record AlarmRules(
    int indexBelow,
    int indexMargin,
    String category,
    int holdMinutes,
    int clearMinutes,
    int longestWaitMinutes,
    int p90WaitMinutes,
    int p90Calls,
    int unattendedMinutes,
    int unattendedWaiting,
    int silentMinutes,
    int goneHours,
    int staleMinutes,
    int dueHours,
    int quietMinutes,
    int tamperedHours,
    List<Mute> muted) {
  private static final List<String> CATEGORIES = List.of("BLUE", "YELLOW", "ORANGE", "RED");

  static final AlarmRules DEFAULT =
      new AlarmRules(60, 2, "ORANGE", 5, 2, 30, 30, 10, 30, 1, 5, 72, 10, 24, 60, 24, List.of());

  public AlarmRules {
    points(indexBelow, "index_below");
    points(indexMargin, "index_margin");
    required(category, "category");
    if (!CATEGORIES.contains(category)) {
      throw new IllegalArgumentException(
          "category must be one of %s, got %s".formatted(CATEGORIES, category));
    }
    positive(holdMinutes, "hold_minutes");
    positive(clearMinutes, "clear_minutes");
    positive(longestWaitMinutes, "longest_wait_minutes");
    positive(p90WaitMinutes, "p90_wait_minutes");
    positive(p90Calls, "p90_calls");
    positive(unattendedMinutes, "unattended_minutes");
    positive(unattendedWaiting, "unattended_waiting");
    positive(silentMinutes, "silent_minutes");
    positive(goneHours, "gone_hours");
    positive(staleMinutes, "stale_minutes");
    positive(dueHours, "due_hours");
    positive(quietMinutes, "quiet_minutes");
    positive(tamperedHours, "tampered_hours");
    muted = muted == null ? List.of() : List.copyOf(muted);
  }

  /**
   * Alarms of a rule that are shown but not called out until a time.
   *
   * @param scopeId only this counter, queue, hall or whatever it is about; null for all
   * @param until ISO-8601 with offset
   */
  public record Mute(String rule, @Nullable String scopeId, String until) {
    public Mute {
      required(rule, "rule");
      required(until, "until");
      if (AlarmRule.of(rule).isEmpty()) {
        throw new IllegalArgumentException("rule is unknown: " + rule);
      }
      instant(until);
    }

    /** Whether it holds for an alarm at a time. */
    public boolean covers(AlarmRule of, String id, Instant time) {
      return rule.equals(of.key())
          && (scopeId == null || scopeId.equals(id))
          && time.isBefore(instant(until));
    }

    private static Instant instant(String until) {
      try {
        return OffsetDateTime.parse(until).toInstant();
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "until must be an ISO-8601 time with offset, got " + until, e);
      }
    }
  }
}
