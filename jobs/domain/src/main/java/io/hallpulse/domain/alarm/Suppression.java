package io.hallpulse.domain.alarm;

import io.hallpulse.schemas.alarm.AlarmRule;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.reference.AlarmRules;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which alarms are explained by others or muted: they are shown with the reason, and not called
 * out.
 */
final class Suppression {
  private final Map<String, Alarm> alarms;
  private final AlarmRules rules;
  private final long time;

  Suppression(Map<String, Alarm> alarms, AlarmRules rules, long time) {
    this.alarms = alarms;
    this.rules = rules;
    this.time = time;
  }

  /** The open alarm as it stands now. */
  Alarm of(Alarm alarm) {
    var by = explanation(alarm);
    if (by != null) {
      return alarm.suppressed(by.alarmId(), by.of().key());
    }
    for (var mute : rules.muted()) {
      if (mute.covers(alarm.of(), alarm.scopeId(), EventJson.instant(time))) {
        return alarm.suppressed(null, "muted until " + mute.until());
      }
    }
    return alarm.suppressed(null, null);
  }

  private @Nullable Alarm explanation(Alarm alarm) {
    for (var by : explaining(alarm.of())) {
      var other = open(by, alarm);
      if (other != null) {
        return other;
      }
    }
    return null;
  }

  /** Of a hall of which nothing is heard, or only old news, nothing is to be said. */
  private static List<AlarmRule> explaining(AlarmRule rule) {
    return switch (rule) {
      case SOURCE_SILENT, HALL_STALE -> List.of(AlarmRule.HALL_SILENT);
      case INDEX_LOW, COUNTER_UNATTENDED, WAIT_LONG ->
          List.of(AlarmRule.HALL_SILENT, AlarmRule.HALL_STALE);
      case CATEGORY_BAD ->
          List.of(
              AlarmRule.HALL_SILENT,
              AlarmRule.HALL_STALE,
              AlarmRule.INDEX_LOW,
              AlarmRule.COUNTER_UNATTENDED);
      case WAIT_P90 -> List.of(AlarmRule.HALL_SILENT, AlarmRule.HALL_STALE, AlarmRule.WAIT_LONG);
      case HALL_SILENT,
          DEVICE_FAULT,
          CONTACT_OVERDUE,
          RECTIFICATION_DUE,
          RECTIFICATION_OVERDUE,
          RATING_SUSPECT,
          RATING_TAMPERED,
          LEDGER_LOST,
          LEDGER_DOUBLED,
          LEDGER_MISDATED,
          LEDGER_BEHIND,
          LEDGER_DENIED ->
          List.of();
    };
  }

  private @Nullable Alarm open(AlarmRule rule, Alarm explained) {
    boolean isOfHall = rule == AlarmRule.HALL_SILENT || rule == AlarmRule.HALL_STALE;
    if (isOfHall) {
      return alarms.values().stream()
          .filter(alarm -> alarm.of() == rule && alarm.isOpen())
          .findFirst()
          .orElse(null);
    }
    var other = alarms.get(Finding.cause(rule, explained.scope(), explained.scopeId()));
    return other != null && other.isOpen() ? other : null;
  }
}
