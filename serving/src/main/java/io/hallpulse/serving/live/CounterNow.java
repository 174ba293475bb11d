package io.hallpulse.serving.live;

import io.hallpulse.schemas.live.CounterStatus;
import io.hallpulse.schemas.live.LiveCounter;
import io.hallpulse.schemas.reference.ServiceCounter;
import io.hallpulse.serving.reference.Names;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * A counter (window of a hall) as it is now, called by its number and its unit's name. Which clerk
 * is there is not said: the stream is the same for all who listen.
 *
 * @param version events of the hall folded so far; show what has the highest (version, hall_time)
 * @param hallTime the hall's time when this was computed
 * @param status what the counter is doing
 * @param since since when
 * @param ticketNo number called or served
 * @param present last camera observation of at most 180 s
 * @param observedAt time of that observation
 * @param servedToday services ended today
 */
@Schema(name = "Counter")
record CounterNow(
    String hallId,
    String counterId,
    @Nullable String number,
    @Nullable String unitId,
    @Nullable String unitName,
    long version,
    Instant hallTime,
    CounterStatus status,
    @Nullable Instant since,
    @Nullable String ticketNo,
    @Nullable Boolean present,
    @Nullable Instant observedAt,
    int servedToday) {
  static CounterNow of(LiveCounter counter, Names names) {
    return new CounterNow(
        counter.getHallId(),
        counter.getCounterId(),
        names.counter(counter.getCounterId()).map(ServiceCounter::number).orElse(null),
        counter.getUnitId(),
        names.unit(counter.getUnitId()).orElse(null),
        counter.getVersion(),
        Micros.instant(counter.getHallTime()),
        counter.getStatus(),
        Micros.orNull(counter.getSince()),
        counter.getTicketNo(),
        counter.getPresent(),
        Micros.orNull(counter.getObservedAt()),
        counter.getServedToday());
  }
}
