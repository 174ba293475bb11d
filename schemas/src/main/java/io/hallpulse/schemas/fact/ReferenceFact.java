package io.hallpulse.schemas.fact;

import io.hallpulse.schemas.lake.Column;
import io.hallpulse.schemas.lake.Facts;
import java.time.Instant;

/** One version of one reference datum, as the master published it. */
@Facts(
    table = "hall.reference",
    zh = "参考数据的全部版本",
    en = "every version of the reference data",
    identity = {"type", "id", "effective_from"},
    partition = "")
public record ReferenceFact(
    @Column(zh = "类型", en = "kind of reference data") String type,
    @Column(zh = "编号", en = "identity within the type") String id,
    @Column(zh = "生效时间", en = "from when it holds") Instant effectiveFrom,
    @Column(zh = "登记时间", en = "when the master took it") Instant recorded,
    @Column(zh = "来源", en = "who gave it") String source,
    @Column(zh = "内容（JSON）", en = "the datum as JSON") String value,
    @Column(zh = "修订号，最大者为最新", en = "version given by the master, the highest is the latest")
        long revision) {}
