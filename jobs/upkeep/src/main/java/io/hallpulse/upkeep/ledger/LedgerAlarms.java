package io.hallpulse.upkeep.ledger;

import io.hallpulse.schemas.alarm.AlarmFacts;
import io.hallpulse.schemas.alarm.AlarmRule;
import io.hallpulse.schemas.alarm.AlarmState;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.fact.AlertFact;
import io.hallpulse.upkeep.ledger.Verdict.State;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the verdict brings in alarms: one of each kind of trouble, open while it lasts. Pure; what
 * it gave is to be given back with the next verdict.
 */
final class LedgerAlarms {
  /** A short delay is the ordinary course of a restart. */
  private static final Duration BEHIND = Duration.ofMinutes(5);

  private static final Set<AlarmRule> RULES =
      EnumSet.range(AlarmRule.LEDGER_LOST, AlarmRule.LEDGER_DENIED);

  static final String SCOPE = "ledger";
  static final String PREFIX = "ledger_";

  private final ZoneId zone;

  LedgerAlarms(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * The steps that a verdict brings.
   *
   * @param known the newest alarm of each cause
   * @param seen events by which somebody acknowledged alarms
   */
  List<AlertFact> steps(Verdict verdict, Collection<AlertFact> known, Collection<Event> seen) {
    var newest = new EnumMap<AlarmRule, AlertFact>(AlarmRule.class);
    known.forEach(alarm -> AlarmRule.of(alarm.rule()).ifPresent(rule -> newest.put(rule, alarm)));
    var wrong = wrong(verdict);
    boolean isKnown = verdict.state() != State.UNKNOWN && verdict.state() != State.STARTING;
    var steps = new ArrayList<AlertFact>();
    for (var rule : RULES) {
      var before = newest.get(rule);
      var after = before == null ? null : acknowledged(before, seen);
      if (isKnown) {
        after = judged(rule, after, wrong.get(rule), verdict);
      }
      if (after != null && !after.equals(before)) {
        steps.add(revision(after, revisionAfter(before, after)));
      }
    }
    return steps;
  }

  private static long revisionAfter(@Nullable AlertFact before, AlertFact after) {
    return before != null && before.alarmId().equals(after.alarmId()) ? before.revision() + 1 : 1;
  }

  private static Map<AlarmRule, String> wrong(Verdict verdict) {
    var wrong = new EnumMap<AlarmRule, String>(AlarmRule.class);
    var text = verdict.text();
    if (verdict.lost() > 0) {
      wrong.put(AlarmRule.LEDGER_LOST, text);
    }
    if (verdict.doubled() > 0) {
      wrong.put(AlarmRule.LEDGER_DOUBLED, text);
    }
    if (verdict.findings().stream().anyMatch(finding -> finding.kind() == State.MISDATED)) {
      wrong.put(AlarmRule.LEDGER_MISDATED, text);
    }
    if (verdict.behindSeconds() >= BEHIND.toSeconds()) {
      wrong.put(AlarmRule.LEDGER_BEHIND, text);
    }
    // The sentence tells of writers that were turned away while that is news.
    var denied = verdict.lastDenied();
    if (denied != null && !denied.isEmpty() && text.endsWith(denied)) {
      wrong.put(AlarmRule.LEDGER_DENIED, denied);
    }
    return wrong;
  }

  private @Nullable AlertFact judged(
      AlarmRule rule, @Nullable AlertFact known, @Nullable String trouble, Verdict verdict) {
    if (known != null && known.isOpen()) {
      return trouble == null ? cleared(known, verdict.at()) : known;
    }
    return trouble == null ? known : raised(rule, trouble, verdict);
  }

  private AlertFact raised(AlarmRule rule, String trouble, Verdict verdict) {
    var at = verdict.at();
    var since = rule == AlarmRule.LEDGER_BEHIND ? at.minusSeconds(verdict.behindSeconds()) : at;
    var cause = rule.key() + "/" + SCOPE + "/" + SCOPE;
    return new AlertFact(
        rule.alarmId(cause, EventJson.micros(at)),
        rule.key(),
        SCOPE,
        SCOPE,
        null,
        null,
        rule.severity().name(),
        AlarmState.RAISED.name(),
        since,
        at,
        null,
        null,
        null,
        null,
        null,
        null,
        AlarmFacts.of(trouble).json(),
        at.atZone(zone).toLocalDate(),
        1);
  }

  private static AlertFact cleared(AlertFact alarm, Instant at) {
    return with(
        alarm,
        AlarmState.CLEARED,
        alarm.acknowledgedAt(),
        alarm.acknowledgedBy(),
        alarm.comment(),
        at,
        alarm.revision());
  }

  /** The first to acknowledge it is who did. */
  private static AlertFact acknowledged(AlertFact alarm, Collection<Event> seen) {
    var after = alarm;
    for (var event : seen) {
      var at = EventJson.instant(event.getTime());
      var known = after.acknowledgedAt();
      if (alarm.alarmId().equals(event.getAlarmId()) && (known == null || at.isBefore(known))) {
        var state = alarm.isOpen() ? AlarmState.ACKNOWLEDGED : AlarmState.CLEARED;
        after =
            with(
                alarm,
                state,
                at,
                event.getDecidedBy(),
                event.getComment(),
                alarm.clearedAt(),
                alarm.revision());
      }
    }
    return after;
  }

  private static AlertFact revision(AlertFact alarm, long revision) {
    return with(
        alarm,
        AlarmState.valueOf(alarm.state()),
        alarm.acknowledgedAt(),
        alarm.acknowledgedBy(),
        alarm.comment(),
        alarm.clearedAt(),
        revision);
  }

  private static AlertFact with(
      AlertFact alarm,
      AlarmState state,
      @Nullable Instant acknowledgedAt,
      @Nullable String acknowledgedBy,
      @Nullable String comment,
      @Nullable Instant clearedAt,
      long revision) {
    return new AlertFact(
        alarm.alarmId(),
        alarm.rule(),
        alarm.scope(),
        alarm.scopeId(),
        alarm.district(),
        alarm.hallId(),
        alarm.severity(),
        state.name(),
        alarm.since(),
        alarm.raisedAt(),
        acknowledgedAt,
        acknowledgedBy,
        comment,
        clearedAt,
        alarm.suppressedBy(),
        alarm.suppressedReason(),
        alarm.facts(),
        alarm.localDate(),
        revision);
  }
}
