package io.hallpulse.schemas.fact;

import io.hallpulse.schemas.alarm.AlarmState;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.lake.Column;
import io.hallpulse.schemas.lake.Facts;
import io.hallpulse.schemas.live.LiveAlert;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An alarm: something is wrong, somebody has seen it, it is over. Each step is a revision. Of one
 * cause (rule and scope) at most one is open.
 */
@Facts(
    table = "hall.alerts",
    zh = "告警及其确认与解除",
    en = "alarms, who acknowledged them, when they cleared",
    identity = "alarm_id")
public record AlertFact(
    @Column(zh = "告警编号，由起因与触发时间得出", en = "alarm, made of its cause and the time it was raised")
        String alarmId,
    @Column(zh = "规则，如 wait_long 等候过久", en = "rule, such as wait_long") String rule,
    @Column(
            zh =
                "范围：counter 窗口, unit 单位, hall 大厅, subdistrict 街道, district 区, queue 队列,"
                    + " source 数据源, device 设备, rating 评价, ticket 票,"
                    + " ledger 账本",
            en =
                "counter, unit, hall, subdistrict, district, queue, source, device, rating,"
                    + " ticket or ledger")
        String scope,
    @Column(zh = "范围编号；单位为 大厅/单位", en = "id of the scope; of a unit hall_id/unit_id")
        String scopeId,
    @Column(zh = "行政区划代码；账本为空", en = "district; null for the ledger") @Nullable String district,
    @Column(zh = "大厅；大厅以上为空", en = "hall; null above halls") @Nullable String hallId,
    @Column(zh = "严重程度：MINOR 轻微, MAJOR 重要, CRITICAL 紧急", en = "MINOR, MAJOR or CRITICAL")
        String severity,
    @Column(
            zh = "状态：RAISED 已触发, ACKNOWLEDGED 已确认, CLEARED 已解除",
            en = "RAISED, ACKNOWLEDGED or CLEARED")
        String state,
    @Column(zh = "异常开始时间", en = "since when something is wrong") Instant since,
    @Column(zh = "触发时间", en = "when the alarm was raised, in the hall's time") Instant raisedAt,
    @Column(zh = "确认时间", en = "when it was acknowledged") @Nullable Instant acknowledgedAt,
    @Column(zh = "确认人账号", en = "account of who acknowledged it") @Nullable String acknowledgedBy,
    @Column(zh = "确认时的说明", en = "what he said about it") @Nullable String comment,
    @Column(zh = "解除时间", en = "when it cleared, in the hall's time") @Nullable Instant clearedAt,
    @Column(
            zh = "因哪个告警而抑制",
            en = "alarm that explains this one, so that it is shown but not called out")
        @Nullable String suppressedBy,
    @Column(zh = "抑制原因", en = "why it is suppressed") @Nullable String suppressedReason,
    @Column(
            zh = "触发依据（JSON：数值、限值等）",
            en = "what it was raised upon, as JSON: value, limit and so on")
        String facts,
    @Column(zh = "触发当地日期", en = "local date of the raising") LocalDate localDate,
    @Column(zh = "修订号，最大者为最新", en = "the highest is the latest") long revision) {

  /** What there is one open alarm of. */
  public String cause() {
    return rule + "/" + scope + "/" + scopeId;
  }

  public boolean isOpen() {
    return !state.equals(AlarmState.CLEARED.name());
  }

  /**
   * As it travels to the screens.
   *
   * @param version events folded so far
   * @param hallTime microseconds
   */
  public LiveAlert live(long version, long hallTime) {
    return LiveAlert.newBuilder()
        .setAlarmId(alarmId)
        .setRule(rule)
        .setScope(scope)
        .setScopeId(scopeId)
        .setDistrict(district)
        .setHallId(hallId)
        .setVersion(version)
        .setHallTime(hallTime)
        .setSeverity(severity)
        .setState(state)
        .setSince(EventJson.micros(since))
        .setRaisedAt(EventJson.micros(raisedAt))
        .setAcknowledgedAt(micros(acknowledgedAt))
        .setAcknowledgedBy(acknowledgedBy)
        .setComment(comment)
        .setClearedAt(micros(clearedAt))
        .setSuppressedBy(suppressedBy)
        .setSuppressedReason(suppressedReason)
        .setFacts(facts)
        .setRevision(revision)
        .build();
  }

  /** What {@link #live} made, with the local date of its raising. */
  public static AlertFact of(LiveAlert alert, LocalDate localDate) {
    return new AlertFact(
        alert.getAlarmId(),
        alert.getRule(),
        alert.getScope(),
        alert.getScopeId(),
        alert.getDistrict(),
        alert.getHallId(),
        alert.getSeverity(),
        alert.getState(),
        EventJson.instant(alert.getSince()),
        EventJson.instant(alert.getRaisedAt()),
        instant(alert.getAcknowledgedAt()),
        alert.getAcknowledgedBy(),
        alert.getComment(),
        instant(alert.getClearedAt()),
        alert.getSuppressedBy(),
        alert.getSuppressedReason(),
        alert.getFacts(),
        localDate,
        alert.getRevision());
  }

  private static @Nullable Long micros(@Nullable Instant time) {
    return time == null ? null : EventJson.micros(time);
  }

  private static @Nullable Instant instant(@Nullable Long micros) {
    return micros == null ? null : EventJson.instant(micros);
  }
}
