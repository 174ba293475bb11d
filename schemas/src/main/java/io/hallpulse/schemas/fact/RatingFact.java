package io.hallpulse.schemas.fact;

import io.hallpulse.schemas.lake.Column;
import io.hallpulse.schemas.lake.Facts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rating and what became of it: whether it counts, and if not why; how a bad one was put right.
 * Written when the ticket settles and again as a revision when it changes.
 */
@Facts(
    table = "hall.ratings",
    zh = "每次评价及其整改",
    en = "each rating and how it was put right",
    identity = "rating_id")
public record RatingFact(
    @Column(zh = "评价编号：数据源/代次/序号", en = "the rating event's source/epoch/seq") String ratingId,
    @Column(zh = "取号单编号", en = "ticket") String ticketId,
    @Column(zh = "行政区划代码", en = "district") String district,
    @Column(zh = "大厅", en = "hall") String hallId,
    @Column(
            zh = "被评价的那次办理的窗口，未办理则为评价所报窗口",
            en = "counter of the rated service, else the one that the rating names")
        @Nullable String counterId,
    @Column(zh = "该窗口的单位", en = "unit of that counter") @Nullable String unitId,
    @Column(zh = "被评价的那次办理的事项", en = "item of the rated service") @Nullable String itemCode,
    @Column(zh = "被评价的办事员", en = "clerk who ended the rated service, else who started it")
        @Nullable String staffId,
    @Column(zh = "评价等级 5–1", en = "level, 5 best") int level,
    @Column(zh = "评价原因代码", en = "reason codes, in alphabetical order") List<String> reasons,
    @Column(zh = "评价文字（数字已遮蔽）", en = "free words, digits masked") @Nullable String words,
    @Column(zh = "评价渠道", en = "channel: window, phone page or kiosk") @Nullable String channel,
    @Column(zh = "主动评价为真，默认评价为假", en = "rated by the visitor (true) or defaulted (false)")
        boolean active,
    @Column(zh = "是否计入健康指数", en = "whether it counts in the index") boolean genuine,
    @Column(
            zh =
                "标记：defaulted 默认, burst 雷同, early 办结前, late 逾期, own_device 本人设备,"
                    + " repeat 重复, no_service 未办理, wrong_counter 窗口不符（仍计入）",
            en =
                "defaulted, burst, early, late, own_device, repeat, no_service; wrong_counter counts"
                    + " all the same")
        List<String> flags,
    @Column(zh = "评价时间", en = "when it was given") Instant givenAt,
    @Column(zh = "联系期限（差评）", en = "by when the visitor is to be contacted; bad ratings only")
        @Nullable Instant contactDue,
    @Column(zh = "联系时间", en = "when the visitor was contacted") @Nullable Instant contactedAt,
    @Column(zh = "办结期限（差评）", en = "by when it is to be put right; bad ratings only")
        @Nullable Instant closeDue,
    @Column(zh = "整改办结时间", en = "when it was put right") @Nullable Instant closedAt,
    @Column(zh = "申诉成立时间", en = "when an appeal against it was upheld")
        @Nullable Instant appealUpheldAt,
    @Column(
            zh = "整改状态：none 无需, open 待联系, contacted 已联系, closed 已办结, overdue 逾期, retracted 已撤销",
            en = "none, open, contacted, closed, overdue or retracted")
        String state,
    @Column(zh = "评价当地日期", en = "local date of the rating") LocalDate localDate,
    @Column(zh = "修订号，最大者为最新", en = "the highest is the latest") long revision) {
  public RatingFact {
    reasons = List.copyOf(reasons);
    flags = List.copyOf(flags);
  }
}
