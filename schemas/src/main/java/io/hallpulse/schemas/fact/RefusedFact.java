package io.hallpulse.schemas.fact;

import io.hallpulse.schemas.lake.Column;
import io.hallpulse.schemas.lake.Facts;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An event that was read but that a rule refuses: it changes nothing and is listed with its reason.
 */
@Facts(
    table = "hall.refused",
    zh = "被规则拒绝的事件",
    en = "events that a rule refuses",
    identity = {"source", "epoch", "seq"})
public record RefusedFact(
    @Column(zh = "数据源", en = "source") String source,
    @Column(zh = "代次", en = "epoch") long epoch,
    @Column(zh = "序号", en = "seq") long seq,
    @Column(zh = "行政区划代码", en = "district") String district,
    @Column(zh = "大厅", en = "hall") String hallId,
    @Column(zh = "事件时间", en = "time of the event") Instant time,
    @Column(zh = "事件类型", en = "kind of the event") String kind,
    @Column(zh = "所涉票、办件或窗口", en = "ticket, case or counter it is about")
        @Nullable String subjectId,
    @Column(zh = "拒绝原因", en = "why it is refused") String reason,
    @Column(zh = "后来的较早事件使其合法", en = "true once an earlier event that arrived later made it legal")
        boolean resolved,
    @Column(zh = "事件当地日期", en = "local date of the event") LocalDate localDate,
    @Column(zh = "修订号，最大者为最新", en = "the highest is the latest") long revision) {}
