package io.hallpulse.schemas.fact;

import io.hallpulse.schemas.lake.Column;
import io.hallpulse.schemas.lake.Facts;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The service health index of a scope on a day: provisional while the day goes on, final the next
 * morning, and a revision with its reason after that.
 */
@Facts(
    table = "hall.health_daily",
    zh = "每日服务效能健康指数",
    en = "service health index of each day",
    identity = {"scope", "scope_id", "local_date"})
public record HealthDailyFact(
    @Column(
            zh = "范围：counter 窗口, unit 单位, hall 大厅, subdistrict 街道, district 区",
            en = "counter, unit, hall, subdistrict or district")
        String scope,
    @Column(zh = "范围编号；单位为 大厅/单位", en = "id of the scope; of a unit hall_id/unit_id")
        String scopeId,
    @Column(zh = "行政区划代码", en = "district") String district,
    @Column(zh = "大厅；街道和区为空", en = "hall; null for a subdistrict or district")
        @Nullable String hallId,
    @Column(zh = "当地日期", en = "local date") LocalDate localDate,
    @Column(zh = "健康指数 0–100；证据不足不评分时为空", en = "index, 0 to 100; null while too little is known")
        @Nullable Double shi,
    @Column(zh = "区间下限", en = "lower end of its interval") @Nullable Double intervalLow,
    @Column(zh = "区间上限", en = "upper end of its interval") @Nullable Double intervalHigh,
    @Column(zh = "覆盖率（%）", en = "share of the weights that was observed, percent") double coverage,
    @Column(zh = "等级：GREEN, BLUE, YELLOW, ORANGE, RED", en = "GREEN, BLUE, YELLOW, ORANGE or RED")
        @Nullable String category,
    @Column(zh = "样本少于下限", en = "whether it rests on few exposures") boolean lowEvidence,
    @Column(
            zh = "逐项扣分（JSON：要素、损失、基数、权重、先验、扣分；牌；最差三个窗口）",
            en = "itemised deductions as JSON: factors, cards, tenth percentile and worst counters")
        String parts,
    @Column(zh = "规则集版本", en = "version of the rule set") String ruleset,
    @Column(zh = "修订号，最大者为最新", en = "the highest is the latest") long revision,
    @Column(zh = "是否为定稿（次日 6:00 后）", en = "true from 06:00 of the next day on", name = "final")
        boolean isFinal,
    @Column(zh = "修订原因：引起变化的事件类型", en = "kind of the event that brought it") String reason,
    @Column(
            zh = "写入时间（服务器时钟）；早期的行为空",
            en = "when this revision was written, server's clock; null in old rows")
        @Nullable Instant recorded) {

  /** As it is written at a time. */
  public HealthDailyFact recordedAt(Instant time) {
    return new HealthDailyFact(
        scope,
        scopeId,
        district,
        hallId,
        localDate,
        shi,
        intervalLow,
        intervalHigh,
        coverage,
        category,
        lowEvidence,
        parts,
        ruleset,
        revision,
        isFinal,
        reason,
        time);
  }
}
