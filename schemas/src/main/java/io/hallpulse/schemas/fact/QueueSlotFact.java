package io.hallpulse.schemas.fact;

import io.hallpulse.schemas.lake.Column;
import io.hallpulse.schemas.lake.Facts;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a queue within five minutes; written when they are over, and again as a
 * revision. Five minutes in which nobody waited, came or was called have no row.
 */
@Facts(
    table = "hall.queue_5m",
    zh = "每队列每五分钟的排队情况",
    en = "what happened in each queue, by five minutes",
    identity = {"queue_id", "slot_start"})
public record QueueSlotFact(
    @Column(zh = "队列", en = "queue") String queueId,
    @Column(zh = "行政区划代码", en = "district") String district,
    @Column(zh = "大厅", en = "hall") String hallId,
    @Column(zh = "当时所属单位", en = "unit at that time") @Nullable String unitId,
    @Column(zh = "当地日期", en = "local date") LocalDate localDate,
    @Column(zh = "五分钟的开始", en = "start of the five minutes") Instant slotStart,
    @Column(zh = "开始等待的票数", en = "tickets whose wait began") int arrivals,
    @Column(zh = "叫号次数（每段等待的首次）", en = "first calls of a wait") int calls,
    @Column(zh = "未叫号而取消的票数", en = "tickets cancelled before a call") int cancelled,
    @Column(zh = "结束时仍在等待的票数", en = "tickets still waiting at the end") int waiting,
    @Column(
            zh = "结束时最长的等待（秒），无人等待为空",
            en = "longest wait at the end, in seconds; null if nobody waits")
        @Nullable Long longestWaitSeconds,
    @Column(zh = "这些叫号的等待 P50（秒）", en = "median wait of these calls, in seconds")
        @Nullable Integer waitP50Seconds,
    @Column(zh = "这些叫号的等待 P90（秒）", en = "90th percentile of the same")
        @Nullable Integer waitP90Seconds,
    @Column(
            zh = "这些等待的可合并摘要：“秒数:次数”，以空格分隔，128 秒以内精确，以上误差 1/128",
            en =
                "sketch of these waits that adds up: seconds:count, spaces between; exact below"
                    + " 128 s, within 1/128 above")
        String waits,
    @Column(zh = "服务水平之内（15 分钟）的叫号次数", en = "calls within the service level's 15 minutes")
        int calledInTime,
    @Column(
            zh = "结束时为该队列开放的窗口：有人签到，未签退未关闭，且不在批准的暂停中",
            en =
                "counters for it at the end with a clerk signed in, not closed and not in an"
                    + " approved pause")
        int openCounters,
    @Column(
            zh = "这些叫号中取号时曾给出预测的次数（由实时作业给出；回填不再预测）",
            en = "of these calls, those forecast when the ticket was issued, as the live job did")
        int forecasts,
    @Column(zh = "其中在 P50 之内被叫号的次数", en = "of these, called within P50") int withinP50,
    @Column(zh = "其中在 P90 之内被叫号的次数", en = "of these, called within P90") int withinP90,
    @Column(zh = "修订号，最大者为最新", en = "the highest is the latest") long revision) {}
