package io.hallpulse.schemas.fact;

import io.hallpulse.schemas.lake.Column;
import io.hallpulse.schemas.lake.Facts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A one-time notice of missing materials. What it says never changes; that it was signed or viewed,
 * and which of its matter's notices it is, comes as a revision.
 */
@Facts(
    table = "hall.notices",
    zh = "一次性告知单",
    en = "one-time notices of missing materials",
    identity = "notice_id")
public record NoticeFact(
    @Column(zh = "告知单编号", en = "notice") String noticeId,
    @Column(zh = "事由编号", en = "matter") String matterId,
    @Column(zh = "取号单编号", en = "ticket") @Nullable String ticketId,
    @Column(zh = "行政区划代码", en = "district") String district,
    @Column(zh = "大厅", en = "hall") String hallId,
    @Column(zh = "窗口", en = "counter") @Nullable String counterId,
    @Column(zh = "出具告知单的办事员", en = "clerk who issued it") @Nullable String staffId,
    @Column(zh = "事项", en = "service item") @Nullable String itemCode,
    @Column(zh = "缺少的材料，按告知顺序", en = "missing materials, in the order told") List<String> missing,
    @Column(zh = "出具时间", en = "when it was issued") Instant issuedAt,
    @Column(zh = "签收时间", en = "when it was first signed") @Nullable Instant signedAt,
    @Column(zh = "查看时间", en = "when it was first viewed") @Nullable Instant viewedAt,
    @Column(
            zh = "是否当场或在办理后法定工作日内告知；票或办理未知为空",
            en =
                "whether told on the spot or within the working days after the service; null if the"
                    + " service is not known")
        @Nullable Boolean withinDeadline,
    @Column(zh = "同一事由的第几份告知单", en = "which of its matter's notices, from 1") int nth,
    @Column(zh = "内容的 SHA-256", en = "SHA-256 of its content") String contentHash,
    @Column(zh = "出具当地日期", en = "local date of the issue") LocalDate localDate,
    @Column(zh = "修订号，最大者为最新", en = "the highest is the latest") long revision) {
  public NoticeFact {
    missing = List.copyOf(missing);
  }
}
