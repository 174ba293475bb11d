package io.hallpulse.serving.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hallpulse.schemas.live.LiveHall;
import io.hallpulse.schemas.reference.Hall;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A hall as it is now, called by its name.
 *
 * @param stale whether the hall's time is more than 15 s behind the server's
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
 * @param openCounters counters open
 * @param people people seen in the hall's areas
 * @param sources sources known
 * @param silentSources of them silent
 * @param repeats events dropped as repeats
 * @param missing gaps: seq numbers not seen yet
 * @param unreadable entries that could not be decoded
 * @param refused events that a rule refuses now
 * @param arrived broker time of the last batch taken in
 */
@Schema(name = "Hall")
record HallNow(
    String hallId,
    String district,
    @Nullable String name,
    @Nullable String subdistrict,
    boolean stale,
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
    int serving,
    int ticketsToday,
    int servedToday,
    @Nullable Integer people,
    int sources,
    int silentSources,
    long repeats,
    long missing,
    long unreadable,
    long refused,
    @Nullable Instant arrived) {
  /** Heartbeats come every few seconds; three missed ones are worth a mark. */
  static final Duration FRESH = Duration.ofSeconds(15);

  static HallNow of(LiveHall hall, Optional<Hall> named, Instant now) {
    var time = Micros.instant(hall.getHallTime());
    return new HallNow(
        hall.getHallId(),
        hall.getDistrict(),
        named.map(Hall::name).orElse(null),
        named.map(Hall::subdistrict).orElse(null),
        time.isBefore(now.minus(FRESH)),
        hall.getVersion(),
        time,
        hall.getWaiting(),
        Micros.orNull(hall.getLongestWaitSince()),
        hall.getP50WaitSeconds(),
        hall.getP90WaitSeconds(),
        hall.getCalled60m(),
        hall.getServiceLevel(),
        hall.getArrivals5m(),
        hall.getCalls5m(),
        hall.getOpenCounters(),
        hall.getServing(),
        hall.getTicketsToday(),
        hall.getServedToday(),
        hall.getPeople(),
        hall.getSources(),
        hall.getSilentSources(),
        hall.getRepeats(),
        hall.getMissing(),
        hall.getUnreadable(),
        hall.getRefused(),
        Micros.orNull(hall.getArrived()));
  }
}
