package io.hallpulse.schemas.fact;

import io.hallpulse.schemas.lake.Column;
import io.hallpulse.schemas.lake.Facts;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a counter, or a queue for visitors nobody called, lost in a half hour by one factor of the
 * service health index; written when the half hour is over and again as a revision.
 */
@Facts(
    table = "hall.slot_losses",
    zh = "每半小时各要素的损失",
    en = "losses of each half hour by factor",
    identity = {"counter_id", "queue_id", "slot_start", "factor"})
public record SlotLossFact(
    @Column(zh = "窗口；为空则是队列的行", en = "counter; null in a queue's row") @Nullable String counterId,
    @Column(
            zh = "队列（未被叫号而离开者）；为空则是窗口的行",
            en = "queue, of visitors nobody called; null in a counter's row")
        @Nullable String queueId,
    @Column(zh = "行政区划代码", en = "district") String district,
    @Column(zh = "大厅", en = "hall") String hallId,
    @Column(zh = "当时所属单位", en = "unit at that time") @Nullable String unitId,
    @Column(zh = "大厅所在街道", en = "subdistrict of the hall") @Nullable String subdistrict,
    @Column(zh = "当地日期", en = "local date") LocalDate localDate,
    @Column(zh = "半小时的开始", en = "start of the half hour") Instant slotStart,
    @Column(
            zh = "要素：late 迟到, absent 离岗, bad 差评, handle 超时办理, wait 久候",
            en = "late, absent, bad, handle or wait")
        String factor,
    @Column(zh = "损失（百万分之一）", en = "loss in millionths of an exposure") long lossMillionths,
    @Column(
            zh = "基数：班次、分钟、评价、办理或叫号的次数",
            en = "sessions, minutes, ratings, services or calls that it is out of")
        long exposure,
    @Column(zh = "情况不明的分钟", en = "minutes of which nobody knows") long unknown,
    @Column(zh = "有损失的次数（离岗为分钟）", en = "exposures with a loss; for absent minutes") int incidents,
    @Column(zh = "修订号，最大者为最新", en = "the highest is the latest") long revision,
    @Column(
            zh = "修订原因：引起变化的事件类型，REFERENCE 为基础数据变更，BACKFILL 为补算",
            en =
                "kind of the event that brought it, REFERENCE for changed reference data, BACKFILL"
                    + " for a back-fill")
        String reason,
    @Column(
            zh = "写入时间（服务器时钟）；早期的行为空",
            en = "when this revision was written, server's clock; null in old rows")
        @Nullable Instant recorded) {

  /** Without when it is written. */
  public SlotLossFact(
      @Nullable String counterId,
      @Nullable String queueId,
      String district,
      String hallId,
      @Nullable String unitId,
      @Nullable String subdistrict,
      LocalDate localDate,
      Instant slotStart,
      String factor,
      long lossMillionths,
      long exposure,
      long unknown,
      int incidents,
      long revision,
      String reason) {
    this(
        counterId,
        queueId,
        district,
        hallId,
        unitId,
        subdistrict,
        localDate,
        slotStart,
        factor,
        lossMillionths,
        exposure,
        unknown,
        incidents,
        revision,
        reason,
        null);
  }

  /** As it is written at a time. */
  public SlotLossFact recordedAt(Instant time) {
    return new SlotLossFact(
        counterId,
        queueId,
        district,
        hallId,
        unitId,
        subdistrict,
        localDate,
        slotStart,
        factor,
        lossMillionths,
        exposure,
        unknown,
        incidents,
        revision,
        reason,
        time);
  }
}
