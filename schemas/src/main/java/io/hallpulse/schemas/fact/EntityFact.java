package io.hallpulse.schemas.fact;

import io.hallpulse.schemas.lake.Column;
import io.hallpulse.schemas.lake.Facts;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A market entity as all that was told of it leaves it. */
@Facts(
    table = "economy.entities",
    zh = "每个市场主体的当前状态",
    en = "each market entity as all that was told of it leaves it",
    identity = {"district", "uscc"},
    partition = "year(local_date)")
public record EntityFact(
    @Column(zh = "统一社会信用代码", en = "unified social credit code") String uscc,
    @Column(zh = "行政区划代码", en = "district") String district,
    @Column(zh = "名称", en = "name") @Nullable String name,
    @Column(
            zh = "状态：NONE、ACTIVE、REVOKED、CANCELLED、MOVED_OUT",
            en = "state: NONE, ACTIVE, REVOKED, CANCELLED or MOVED_OUT; ACTIVE is in stock")
        String state,
    @Column(zh = "歇业", en = "suspended") boolean suspended,
    @Column(zh = "列入经营异常", en = "listed as abnormal") boolean abnormal,
    @Column(zh = "街道", en = "subdistrict") String subdistrict,
    @Column(zh = "行业门类", en = "section of the industry") String industry,
    @Column(zh = "行业大类", en = "division of the industry, two digits") @Nullable String division,
    @Column(zh = "主体类型", en = "type") String entityType,
    @Column(zh = "注册资本（人民币元）", en = "capital in CNY; null unless known")
        @Nullable BigDecimal capitalCny,
    @Column(zh = "注册资本状态", en = "KNOWN, ABSENT, UNPARSED or NO_RATE") String capitalStatus,
    @Column(zh = "首次进入方式", en = "how it entered first: ENTITY_REGISTERED or ENTITY_MOVED_IN")
        @Nullable String entry,
    @Column(zh = "首次进入日期", en = "legal day of its first entry") @Nullable LocalDate entered,
    @Column(zh = "最近退出存量日期", en = "day on which it last left the stock; null while in it")
        @Nullable LocalDate exited,
    @Column(zh = "登记办件", en = "case that led to its registration") @Nullable String caseId,
    @Column(zh = "最新得知时间", en = "when the newest of its events was recorded") Instant recorded,
    @Column(zh = "首个事件的生效日期", en = "legal day of its first event") LocalDate localDate,
    @Column(zh = "修订号，最大者为最新", en = "the highest is the latest") long revision) {}
