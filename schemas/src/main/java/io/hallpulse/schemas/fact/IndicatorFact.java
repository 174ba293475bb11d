package io.hallpulse.schemas.fact;

import io.hallpulse.schemas.lake.Column;
import io.hallpulse.schemas.lake.Facts;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A figure of one of the twenty indicators of market entities. */
@Facts(
    table = "economy.indicators",
    zh = "市场主体二十项指标",
    en = "the twenty indicators of market entities",
    identity = {"district", "indicator", "part", "scope", "scope_id", "period_kind", "period"},
    partition = "year(local_date)")
public record IndicatorFact(
    @Column(zh = "行政区划代码", en = "district") String district,
    @Column(zh = "指标号 1–20", en = "indicator, 1 to 20") int indicator,
    @Column(zh = "分项", en = "part of the indicator") String part,
    @Column(
            zh = "范围：district、subdistrict、section、type",
            en = "district, subdistrict, section or type")
        String scope,
    @Column(zh = "范围编号", en = "id of the scope, or unassigned") String scopeId,
    @Column(zh = "期间类型：day、month、quarter、year、ytd", en = "day, month, quarter, year or ytd")
        String periodKind,
    @Column(zh = "期间", en = "period: 2026-10-05, 2026-10, 2026-Q4 or 2026") String period,
    @Column(zh = "数值，不可用为空", en = "value, null if it is not available", figure = true)
        @Nullable BigDecimal value,
    @Column(
            zh = "单位：count、percent、CNY、per_10000、ratio、rank、year、working_hours",
            en = "count, percent, CNY, per_10000, ratio, rank, year or working_hours")
        String unit,
    @Column(zh = "是否可用", en = "whether there is a value") boolean available,
    @Column(zh = "不可用原因", en = "why there is none") @Nullable String reason,
    @Column(zh = "统计时点", en = "what was recorded until then is in it") Instant asOf,
    @Column(zh = "期间首日", en = "first day of the period") LocalDate localDate,
    @Column(zh = "修订号，最大者为最新", en = "the highest is the latest") long revision) {}
