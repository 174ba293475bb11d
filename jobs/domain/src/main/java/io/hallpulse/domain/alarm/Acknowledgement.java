package io.hallpulse.domain.alarm;

import io.hallpulse.schemas.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has seen an alarm.
 *
 * @param at microseconds
 * @param by account
 * @param source of the event that says so
 */
public record Acknowledgement(
    String alarmId,
    long at,
    String by,
    @Nullable String comment,
    String source,
    long epoch,
    long seq) {

  public static Acknowledgement of(Event event) {
    return new Acknowledgement(
        event.getAlarmId(),
        event.getTime(),
        event.getDecidedBy(),
        event.getComment(),
        event.getSource(),
        event.getEpoch(),
        event.getSeq());
  }
}
