package io.hallpulse.serving.score;

import io.hallpulse.domain.hall.Incident;
import io.hallpulse.schemas.event.EventJson;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/**
 * Something that a day's index was lowered for, with what proves it.
 *
 * @param factor late, absent, bad, handle or wait
 * @param counterId null of a visitor who left a queue
 * @param queueId null of what happened at a counter
 * @param from rostered start, first minute with nobody there, or the service's or wait's start
 * @param lossMillionths of an exposure
 * @param exposures that lost something: minutes of an absence, else 1
 * @param tookSeconds late, with nobody there, handled or waited; null of a clerk who never came
 * @param targetSeconds that cost nothing; null where there is no such target
 * @param mostWaiting visitors in the counter's queues during an absence
 * @param lastSeen of somebody at the counter before an absence
 */
@Schema(name = "Incident")
record IncidentRow(
    String factor,
    @Nullable String counterId,
    @Nullable String queueId,
    @Nullable String unitId,
    Instant from,
    Instant until,
    long lossMillionths,
    int exposures,
    @Nullable Long tookSeconds,
    @Nullable Long targetSeconds,
    @Nullable String ticketId,
    @Nullable String staffId,
    @Nullable Integer level,
    @Nullable Integer mostWaiting,
    @Nullable Instant lastSeen,
    List<Incident.Proof> proofs) {

  static IncidentRow of(Incident incident) {
    var place = incident.place();
    var lastSeen = incident.lastSeen();
    return new IncidentRow(
        incident.factor().key(),
        place.isQueue() ? null : place.id(),
        place.isQueue() ? place.id() : null,
        incident.unitId().isEmpty() ? null : incident.unitId(),
        EventJson.instant(incident.from()),
        EventJson.instant(incident.until()),
        incident.millionths(),
        incident.exposures(),
        incident.tookSeconds(),
        incident.targetSeconds(),
        incident.ticketId(),
        incident.staffId(),
        incident.level(),
        incident.mostWaiting(),
        lastSeen == null ? null : EventJson.instant(lastSeen),
        incident.proofs());
  }
}
