package io.hallpulse.schemas.fact;

import io.hallpulse.schemas.lake.Column;
import io.hallpulse.schemas.lake.Facts;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What became of a ticket; written when it settles and again as a revision when it changes. */
@Facts(
    table = "hall.tickets",
    zh = "每张票的结果",
    en = "what became of each ticket",
    identity = "ticket_id")
public record TicketFact(
    @Column(zh = "取号单编号", en = "ticket") String ticketId,
    @Column(zh = "叫号号码", en = "number readable aloud") @Nullable String ticketNo,
    @Column(zh = "行政区划代码", en = "district") String district,
    @Column(zh = "大厅", en = "hall") String hallId,
    @Column(zh = "最后所在队列", en = "last queue") String queueId,
    @Column(zh = "该队列的单位", en = "unit of the last queue") @Nullable String unitId,
    @Column(zh = "最后办理的事项，未办理则为取号时的事项", en = "item of the last service, else of the issue")
        @Nullable String itemCode,
    @Column(zh = "最后叫号或办理的窗口", en = "counter last named by a legal event of the ticket")
        @Nullable String counterId,
    @Column(zh = "最后叫号或办理的办事员", en = "clerk last named by a legal event of the ticket")
        @Nullable String staffId,
    @Column(zh = "取号渠道", en = "channel of the issue") @Nullable String channel,
    @Column(zh = "办件编号", en = "case behind the ticket") @Nullable String caseId,
    @Column(zh = "取号时间", en = "when it was issued") Instant issuedAt,
    @Column(zh = "首次叫号时间", en = "first call") @Nullable Instant firstCalledAt,
    @Column(zh = "首次开始办理时间", en = "first start of a service") @Nullable Instant startedAt,
    @Column(
            zh = "结束时间（办结、过号或取消），未结束为空",
            en = "when it ended, was missed or cancelled; null while open")
        @Nullable Instant endedAt,
    @Column(
            zh = "各段等待之和（秒，向下取整）",
            en = "sum of the waits of its legs, floored; null if neither called nor cancelled")
        @Nullable Long waitSeconds,
    @Column(
            zh = "各次办理之和（秒，向下取整，不含挂起）",
            en = "sum of its services without held time, floored; null if none ended")
        @Nullable Long handlingSeconds,
    @Column(
            zh = "结果，未结束为空",
            en =
                "COMPLETED, NOTICE_ISSUED, ABANDONED, NO_SHOW, CANCELLED_VISITOR, CANCELLED_CLERK,"
                    + " CANCELLED_DAY_END; null while open")
        @Nullable String outcome,
    @Column(zh = "有效评价等级 5–1", en = "genuine rating of its latest rated service, 5 best")
        @Nullable Integer ratingLevel,
    @Column(zh = "取号当地日期", en = "local date of the issue") LocalDate localDate,
    @Column(zh = "修订号，最大者为最新", en = "the highest is the latest") long revision) {}
