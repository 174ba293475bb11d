package io.hallpulse.serving.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hallpulse.schemas.live.LiveQueue;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.serving.reference.Names;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * A queue as it is now, called by its letter and its unit's name.
 *
 * @param version events of the hall folded so far; show what has the highest (version, hall_time)
 * @param hallTime the hall's time when this was computed
 * @param waiting tickets waiting now
 * @param longestWaitSince start of the longest current wait, null if nobody waits
 * @param p50WaitSeconds median wait of the calls of the last 60 minutes
 * @param p90WaitSeconds 90th percentile of the same
 * @param called60m first calls of a leg in the last 60 minutes
 * @param serviceLevel share of these called within 15 minutes, 0 to 1
 * @param arrivals5m tickets that began to wait in the last 5 minutes
 * @param calls5m first calls in the last 5 minutes
 * @param openCounters counters open for it
 * @param forecastP50Seconds of tickets taken at forecastAt, half are expected to be called within
 *     so long; null if nobody serves the queue
 * @param forecastP90Seconds and nine of ten within so long
 * @param withinP50Rate share of the queue's last forecasts whose ticket was called within P50
 * @param withinP90Rate the same of P90
 * @param forecastsChecked how many forecasts these shares are of, at most 200
 */
@Schema(name = "Queue")
record QueueNow(
    String hallId,
    String queueId,
    @Nullable String letter,
    @Nullable String unitId,
    @Nullable String unitName,
    long version,
    Instant hallTime,
    int waiting,
    @Nullable Instant longestWaitSince,
    @Nullable Integer p50WaitSeconds,
    @Nullable Integer p90WaitSeconds,
    @JsonProperty("called_60m") int called60m,
    @Nullable Double serviceLevel,
    @JsonProperty("arrivals_5m") int arrivals5m,
    @JsonProperty("calls_5m") int calls5m,
    int openCounters,
    @JsonProperty("forecast_p50_seconds") @Nullable Integer forecastP50Seconds,
    @JsonProperty("forecast_p90_seconds") @Nullable Integer forecastP90Seconds,
    @Nullable Instant forecastAt,
    @JsonProperty("within_p50_rate") @Nullable Double withinP50Rate,
    @JsonProperty("within_p90_rate") @Nullable Double withinP90Rate,
    @Nullable Integer forecastsChecked) {
  static QueueNow of(LiveQueue queue, Names names) {
    return new QueueNow(
        queue.getHallId(),
        queue.getQueueId(),
        names.queue(queue.getQueueId()).map(Queue::letter).orElse(null),
        queue.getUnitId(),
        names.unit(queue.getUnitId()).orElse(null),
        queue.getVersion(),
        Micros.instant(queue.getHallTime()),
        queue.getWaiting(),
        Micros.orNull(queue.getLongestWaitSince()),
        queue.getP50WaitSeconds(),
        queue.getP90WaitSeconds(),
        queue.getCalled60m(),
        queue.getServiceLevel(),
        queue.getArrivals5m(),
        queue.getCalls5m(),
        queue.getOpenCounters(),
        queue.getForecastP50Seconds(),
        queue.getForecastP90Seconds(),
        Micros.orNull(queue.getForecastAt()),
        queue.getWithinP50Rate(),
        queue.getWithinP90Rate(),
        queue.getForecastsChecked());
  }
}
