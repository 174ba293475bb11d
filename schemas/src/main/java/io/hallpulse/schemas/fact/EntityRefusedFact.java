package io.hallpulse.schemas.fact;

import io.hallpulse.schemas.lake.Column;
import io.hallpulse.schemas.lake.Facts;
import java.time.Instant;
import java.time.LocalDate;

/** A change of a market entity that its life cycle does not allow: it has no effect. */
@Facts(
    table = "economy.refused",
    zh = "被生命周期规则拒绝的市场主体事件",
    en = "changes that the life cycle of a market entity does not allow",
    identity = {"source", "epoch", "seq"},
    partition = "year(local_date)")
public record EntityRefusedFact(
    @Column(zh = "数据源", en = "source") String source,
    @Column(zh = "代次", en = "epoch") long epoch,
    @Column(zh = "序号", en = "seq") long seq,
    @Column(zh = "行政区划代码", en = "district") String district,
    @Column(zh = "统一社会信用代码", en = "unified social credit code") String uscc,
    @Column(zh = "事件时间", en = "time of the event") Instant time,
    @Column(zh = "事件类型", en = "kind of the event") String kind,
    @Column(zh = "拒绝原因", en = "why it is refused") String reason,
    @Column(zh = "后来的较早事件使其合法", en = "true once an earlier event that arrived later made it legal")
        boolean resolved,
    @Column(zh = "生效日期", en = "legal day") LocalDate localDate,
    @Column(zh = "修订号，最大者为最新", en = "the highest is the latest") long revision) {}
