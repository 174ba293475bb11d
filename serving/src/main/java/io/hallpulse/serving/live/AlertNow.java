package io.hallpulse.serving.live;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.hallpulse.schemas.alarm.AlarmState;
import io.hallpulse.schemas.live.LiveAlert;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.schemas.reference.ServiceCounter;
import io.hallpulse.serving.reference.Names;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * An alarm as it stands now.
 *
 * @param alarmId made of its cause and the time it was raised
 * @param rule what it is raised for, such as wait_long
 * @param scope counter, unit, hall, subdistrict, district, queue, source, device, rating, ticket or
 *     ledger
 * @param scopeId id of the scope; a unit's is hall_id/unit_id
 * @param scopeName number of the counter or letter of the queue, name of the hall
 * @param hallId null above halls
 * @param version events folded so far; show what has the highest (version, hall_time)
 * @param hallTime the hall's time of its last step
 * @param severity MINOR, MAJOR or CRITICAL
 * @param state RAISED, ACKNOWLEDGED or CLEARED
 * @param since since when something is wrong
 * @param acknowledgedBy for managers and administrators; null for all others
 * @param comment what he said about it, likewise
 * @param suppressedBy alarm that explains this one
 * @param suppressedReason why it is not called out, null if it is
 * @param facts what it was raised upon
 */
@Schema(name = "Alert")
public record AlertNow(
    String alarmId,
    String rule,
    String scope,
    String scopeId,
    @Nullable String scopeName,
    @Nullable String district,
    @Nullable String hallId,
    @Nullable String hallName,
    long version,
    Instant hallTime,
    String severity,
    String state,
    Instant since,
    Instant raisedAt,
    @Nullable Instant acknowledgedAt,
    @Nullable String acknowledgedBy,
    @Nullable String comment,
    @Nullable Instant clearedAt,
    @Nullable String suppressedBy,
    @Nullable String suppressedReason,
    @JsonRawValue @Schema(implementation = Object.class) String facts,
    long revision) {

  static String cause(LiveAlert alert) {
    return alert.getRule() + "/" + alert.getScope() + "/" + alert.getScopeId();
  }

  static AlertNow of(LiveAlert alert, Names names) {
    return new AlertNow(
        alert.getAlarmId(),
        alert.getRule(),
        alert.getScope(),
        alert.getScopeId(),
        scopeName(alert, names),
        alert.getDistrict(),
        alert.getHallId(),
        alert.getHallId() == null
            ? null
            : names.hall(alert.getHallId()).map(Hall::name).orElse(null),
        alert.getVersion(),
        Micros.instant(alert.getHallTime()),
        alert.getSeverity(),
        alert.getState(),
        Micros.instant(alert.getSince()),
        Micros.instant(alert.getRaisedAt()),
        Micros.orNull(alert.getAcknowledgedAt()),
        alert.getAcknowledgedBy(),
        alert.getComment(),
        Micros.orNull(alert.getClearedAt()),
        alert.getSuppressedBy(),
        alert.getSuppressedReason(),
        alert.getFacts(),
        alert.getRevision());
  }

  private static @Nullable String scopeName(LiveAlert alert, Names names) {
    var id = alert.getScopeId();
    return switch (alert.getScope()) {
      case "counter" -> names.counter(id).map(ServiceCounter::number).orElse(null);
      case "queue" -> names.queue(id).map(Queue::letter).orElse(null);
      case "hall" -> names.hall(id).map(Hall::name).orElse(null);
      case "unit" -> names.unit(id.substring(id.indexOf('/') + 1)).orElse(null);
      default -> null;
    };
  }

  /** What there is one open alarm of. */
  String cause() {
    return rule + "/" + scope + "/" + scopeId;
  }

  @JsonIgnore
  public boolean isOpen() {
    return !state.equals(AlarmState.CLEARED.name());
  }

  /** Whether it tells of a person. */
  @JsonIgnore
  public boolean isPersonal() {
    return acknowledgedBy != null || comment != null;
  }

  /** Without who acknowledged it and what he said. */
  public AlertNow withoutPeople() {
    return new AlertNow(
        alarmId,
        rule,
        scope,
        scopeId,
        scopeName,
        district,
        hallId,
        hallName,
        version,
        hallTime,
        severity,
        state,
        since,
        raisedAt,
        acknowledgedAt,
        null,
        null,
        clearedAt,
        suppressedBy,
        suppressedReason,
        facts,
        revision);
  }

  /** The hall, or the district of what is above halls; null for what is of the platform. */
  @Nullable
  String about() {
    return hallId != null ? hallId : district == null ? null : Frame.ofDistrict(district);
  }
}
