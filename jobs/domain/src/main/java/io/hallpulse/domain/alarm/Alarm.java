package io.hallpulse.domain.alarm;

import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.alarm.AlarmRule;
import io.hallpulse.schemas.alarm.AlarmState;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.fact.AlertFact;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a cause of alarm: wrong but not yet for long enough, raised, or cleared a while
 * ago. Times in microseconds, {@link #NEVER} for what has not come.
 *
 * @param rule its name in the enum
 * @param alarmId null while it is not raised
 * @param since when it became wrong
 * @param clear for how long it must be well
 * @param wellSince when it was first found well again
 * @param facts upon which it was raised, JSON
 * @param revision of its row, 0 while it has none
 */
public record Alarm(
    String rule,
    String scope,
    String scopeId,
    @Nullable String alarmId,
    long since,
    long raisedAt,
    long clear,
    long wellSince,
    long clearedAt,
    long acknowledgedAt,
    @Nullable String acknowledgedBy,
    @Nullable String comment,
    @Nullable String suppressedBy,
    @Nullable String suppressedReason,
    String facts,
    long revision) {
  public static final long NEVER = Long.MAX_VALUE;

  /** Wrong, but not yet raised. */
  static Alarm pending(Finding found, long since) {
    return new Alarm(
        found.rule().name(),
        found.scope(),
        found.scopeId(),
        null,
        since,
        NEVER,
        found.clear(),
        NEVER,
        NEVER,
        NEVER,
        null,
        null,
        null,
        null,
        found.facts().json(),
        0);
  }

  public AlarmRule of() {
    return AlarmRule.valueOf(rule);
  }

  public String cause() {
    return Finding.cause(of(), scope, scopeId);
  }

  public boolean isRaised() {
    return alarmId != null;
  }

  public boolean isOpen() {
    return isRaised() && clearedAt == NEVER;
  }

  Alarm raised(long time, Finding found, long revisionsFrom) {
    return new Alarm(
        rule,
        scope,
        scopeId,
        of().alarmId(cause(), time),
        since,
        time,
        found.clear(),
        NEVER,
        NEVER,
        NEVER,
        null,
        null,
        null,
        null,
        found.facts().json(),
        revisionsFrom + 1);
  }

  Alarm wellSince(long time) {
    return time == wellSince
        ? this
        : with(
            time,
            clearedAt,
            acknowledgedAt,
            acknowledgedBy,
            comment,
            suppressedBy,
            suppressedReason,
            revision);
  }

  Alarm cleared(long time) {
    return with(
        wellSince,
        time,
        acknowledgedAt,
        acknowledgedBy,
        comment,
        suppressedBy,
        suppressedReason,
        revision + 1);
  }

  /** The first to acknowledge it is who did. */
  Alarm acknowledged(Acknowledgement by) {
    if (acknowledgedAt < by.at()
        || acknowledgedAt == by.at()
            && Objects.requireNonNull(acknowledgedBy).compareTo(by.by()) <= 0) {
      return this;
    }
    return with(
        wellSince,
        clearedAt,
        by.at(),
        by.by(),
        by.comment(),
        suppressedBy,
        suppressedReason,
        revision + 1);
  }

  Alarm suppressed(@Nullable String by, @Nullable String reason) {
    if (Objects.equals(suppressedBy, by) && Objects.equals(suppressedReason, reason)) {
      return this;
    }
    return with(
        wellSince, clearedAt, acknowledgedAt, acknowledgedBy, comment, by, reason, revision + 1);
  }

  Alarm revision(long number) {
    return with(
        wellSince,
        clearedAt,
        acknowledgedAt,
        acknowledgedBy,
        comment,
        suppressedBy,
        suppressedReason,
        number);
  }

  /** The same alarm further on in its life. */
  private Alarm with(
      long wellSince,
      long clearedAt,
      long acknowledgedAt,
      @Nullable String acknowledgedBy,
      @Nullable String comment,
      @Nullable String suppressedBy,
      @Nullable String suppressedReason,
      long revision) {
    return new Alarm(
        rule,
        scope,
        scopeId,
        alarmId,
        since,
        raisedAt,
        clear,
        wellSince,
        clearedAt,
        acknowledgedAt,
        acknowledgedBy,
        comment,
        suppressedBy,
        suppressedReason,
        facts,
        revision);
  }

  public AlarmState state() {
    if (clearedAt != NEVER) {
      return AlarmState.CLEARED;
    }
    return acknowledgedAt == NEVER ? AlarmState.RAISED : AlarmState.ACKNOWLEDGED;
  }

  /** The row of a raised alarm. */
  public AlertFact fact(@Nullable String district, @Nullable String hallId, LocalDays days) {
    return new AlertFact(
        Objects.requireNonNull(alarmId, cause()),
        of().key(),
        scope,
        scopeId,
        district,
        hallId,
        of().severity().name(),
        state().name(),
        EventJson.instant(since),
        EventJson.instant(raisedAt),
        instant(acknowledgedAt),
        acknowledgedBy,
        comment,
        instant(clearedAt),
        suppressedBy,
        suppressedReason,
        facts,
        days.date(raisedAt),
        revision);
  }

  private static @Nullable Instant instant(long time) {
    return time == NEVER ? null : EventJson.instant(time);
  }
}
