package io.hallpulse.serving.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hallpulse.schemas.live.LiveTicket;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.schemas.reference.ServiceCounter;
import io.hallpulse.serving.reference.Names;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;

/**
 * A ticket that waits or is called, as whoever holds it may see it; nothing of the visitor.
 *
 * @param version events of the hall folded so far; show what has the highest (version, hall_time)
 * @param hallTime the hall's time now
 * @param status WAITING or CALLED
 * @param waitingSince from when its wait counts
 * @param waitedSeconds up to now, or to the call
 * @param ahead tickets of its queue that are expected to be called before it
 * @param p50Seconds from now; half of such tickets are called within so long. 0 once that is over
 * @param p90Seconds and nine of ten within so long
 * @param forecastAt the hall's time when it was forecast
 * @param counterNumber counter to go to, of a called one
 */
@Schema(name = "Ticket")
record TicketNow(
    String hallId,
    @Nullable String hallName,
    String ticketId,
    @Nullable String ticketNo,
    String queueId,
    @Nullable String letter,
    @Nullable String unitId,
    @Nullable String unitName,
    long version,
    Instant hallTime,
    String status,
    Instant waitingSince,
    long waitedSeconds,
    @Nullable Integer ahead,
    @JsonProperty("p50_seconds") @Nullable Integer p50Seconds,
    @JsonProperty("p90_seconds") @Nullable Integer p90Seconds,
    @Nullable Instant forecastAt,
    @Nullable String counterId,
    @Nullable String counterNumber,
    @Nullable Instant calledAt) {

  /**
   * @param now the hall's time, microseconds
   */
  static TicketNow of(LiveTicket ticket, long now, Names names) {
    var counterId = ticket.getCounterId();
    long until = ticket.getCalledAt() == null ? now : ticket.getCalledAt();
    return new TicketNow(
        ticket.getHallId(),
        names.hall(ticket.getHallId()).map(Hall::name).orElse(null),
        ticket.getTicketId(),
        ticket.getTicketNo(),
        ticket.getQueueId(),
        names.queue(ticket.getQueueId()).map(Queue::letter).orElse(null),
        ticket.getUnitId(),
        names.unit(ticket.getUnitId()).orElse(null),
        ticket.getVersion(),
        Micros.instant(now),
        ticket.getStatus().name(),
        Micros.instant(ticket.getWaitingSince()),
        Math.max(0, (until - ticket.getWaitingSince()) / 1_000_000),
        ticket.getAhead(),
        fromNow(ticket.getP50Seconds(), ticket.getForecastAt(), now),
        fromNow(ticket.getP90Seconds(), ticket.getForecastAt(), now),
        Micros.orNull(ticket.getForecastAt()),
        counterId,
        counterId == null
            ? null
            : names.counter(counterId).map(ServiceCounter::number).orElse(null),
        Micros.orNull(ticket.getCalledAt()));
  }

  private static @Nullable Integer fromNow(
      @Nullable Integer seconds, @Nullable Long forecastAt, long now) {
    if (seconds == null || forecastAt == null) {
      return null;
    }
    long passed = Duration.between(Micros.instant(forecastAt), Micros.instant(now)).toSeconds();
    return (int) Math.max(0, seconds - Math.max(0, passed));
  }
}
