package io.hallpulse.domain.alarm;

import io.hallpulse.schemas.alarm.AlarmFacts;
import io.hallpulse.schemas.alarm.AlarmRule;

/**
 * Something that is wrong at the time of looking.
 *
 * @param since when it became wrong, microseconds; by the input's time, not by when it was looked
 * @param hold for how long it must stay wrong before an alarm is raised, microseconds
 * @param clear for how long it must be well before the alarm clears, microseconds
 */
public record Finding(
    AlarmRule rule,
    String scope,
    String scopeId,
    long since,
    long hold,
    long clear,
    AlarmFacts facts) {

  /** What there is one alarm of at a time. */
  public String cause() {
    return cause(rule, scope, scopeId);
  }

  public static String cause(AlarmRule rule, String scope, String scopeId) {
    return rule.key() + "/" + scope + "/" + scopeId;
  }
}
