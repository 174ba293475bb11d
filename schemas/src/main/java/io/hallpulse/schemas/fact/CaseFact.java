package io.hallpulse.schemas.fact;

import io.hallpulse.schemas.lake.Column;
import io.hallpulse.schemas.lake.Facts;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The matter behind one or more tickets, from application to result. */
@Facts(
    table = "hall.cases",
    zh = "每个办件",
    en = "each case, from application to result",
    identity = "case_id")
public record CaseFact(
    @Column(zh = "办件编号", en = "case") String caseId,
    @Column(zh = "行政区划代码", en = "district") String district,
    @Column(zh = "大厅", en = "hall") String hallId,
    @Column(zh = "单位", en = "unit") @Nullable String unitId,
    @Column(zh = "事项", en = "service item") @Nullable String itemCode,
    @Column(zh = "受理渠道", en = "channel") @Nullable String channel,
    @Column(zh = "首个事件时间", en = "first event of the case") Instant openedAt,
    @Column(zh = "办结时间，未办结为空", en = "when it was closed; null while open")
        @Nullable Instant closedAt,
    @Column(zh = "计划办结时间", en = "by when it should be closed") @Nullable Instant plannedEnd,
    @Column(zh = "首末事件间隔（秒，向下取整）", en = "last event minus first event, floored")
        long durationSeconds,
    @Column(zh = "事件数", en = "events of the case, opening and closing included") int steps,
    @Column(
            zh = "是否逾期：办结晚于计划；未办结或无计划为空",
            en =
                "closed after its planned end; null without a plan and while open, where the hall's time decides")
        @Nullable Boolean overdue,
    @Column(zh = "首张票开始等待时间", en = "start of its first ticket: issue or appointment")
        @Nullable Instant firstTicketAt,
    @Column(
            zh = "到厅次数（大厅与日期去重）",
            en =
                "distinct (hall, local date) with a service of one of its tickets, up to the closing")
        int visits,
    @Column(zh = "市场主体", en = "market entity, unified social credit code")
        @Nullable String entityId,
    @Column(zh = "结果", en = "result given when closed") @Nullable String result,
    @Column(zh = "首个事件当地日期", en = "local date of the first event") LocalDate localDate,
    @Column(zh = "修订号，最大者为最新", en = "the highest is the latest") long revision) {}
