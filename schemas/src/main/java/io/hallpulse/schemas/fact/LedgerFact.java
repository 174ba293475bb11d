package io.hallpulse.schemas.fact;

import io.hallpulse.schemas.lake.Column;
import io.hallpulse.schemas.lake.Facts;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A day of a cell of the ledger on which something flowed. On other days the stock is that of the
 * last earlier row, else 0; a row of six zeros says that nothing flowed after all.
 */
@Facts(
    table = "economy.ledger_daily",
    zh = "市场主体台账：街道×行业×类型×日，仅有流量之日",
    en = "ledger of market entities: subdistrict, industry, type and day on which something flowed",
    identity = {"district", "subdistrict", "industry", "entity_type", "local_date"},
    partition = "year(local_date)")
public record LedgerFact(
    @Column(zh = "行政区划代码", en = "district") String district,
    @Column(zh = "街道", en = "subdistrict, or unassigned") String subdistrict,
    @Column(zh = "行业门类", en = "section of the industry, or unassigned") String industry,
    @Column(zh = "主体类型", en = "type") String entityType,
    @Column(zh = "生效日期", en = "legal day") LocalDate localDate,
    @Column(zh = "新设", en = "newly registered") long registered,
    @Column(zh = "迁入", en = "moved in across the district's border") long movedIn,
    @Column(zh = "注销", en = "cancelled") long cancelled,
    @Column(zh = "吊销", en = "revoked") long revoked,
    @Column(zh = "迁出", en = "moved out across the district's border") long movedOut,
    @Column(zh = "调整 = 恢复 + 存量调整 + 重新分类", en = "adjusted: restored + rebased + reclassified")
        long adjusted,
    @Column(zh = "恢复", en = "restored") long restored,
    @Column(zh = "存量调整", en = "re-based") long rebased,
    @Column(zh = "重新分类（全区合计为 0）", en = "reclassified; 0 in the sum over all cells")
        long reclassified,
    @Column(zh = "日终存量", en = "stock at the end of the day") long stock,
    @Column(zh = "统计时点", en = "what was recorded until then is in it") Instant asOf,
    @Column(zh = "修订号，最大者为最新", en = "the highest is the latest") long revision) {}
