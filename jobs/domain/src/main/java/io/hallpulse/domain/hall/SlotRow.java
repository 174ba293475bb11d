package io.hallpulse.domain.hall;

import io.hallpulse.domain.health.Factor;
import io.hallpulse.domain.health.Loss;
import io.hallpulse.domain.health.Place;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.fact.SlotLossFact;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.schemas.reference.Queue;
import io.hallpulse.schemas.reference.ServiceCounter;

/** Makes the rows of {@code hall.slot_losses} of a place and half hour. */
record SlotRow(String hallId, Place place, long slot, String district, Reference reference) {

  SlotLossFact of(Factor factor, Loss loss, long revision, String reason) {
    var unit = unit(place, slot, reference);
    return new SlotLossFact(
        place.isQueue() ? null : place.id(),
        place.isQueue() ? place.id() : null,
        district,
        hallId,
        unit.isEmpty() ? null : unit,
        reference.hall(hallId, slot).map(Hall::subdistrict).orElse(null),
        reference.days(district).date(slot),
        EventJson.instant(slot),
        factor.key(),
        loss.millionths(),
        loss.exposure(),
        loss.unknown(),
        loss.incidents(),
        revision,
        reason);
  }

  /** A counter's losses follow its unit; empty if nobody knows it. */
  static String unit(Place place, long time, Reference reference) {
    return place.isQueue()
        ? reference.queue(place.id(), time).map(Queue::unitId).orElse("")
        : reference.counter(place.id(), time).map(ServiceCounter::unitId).orElse("");
  }
}
