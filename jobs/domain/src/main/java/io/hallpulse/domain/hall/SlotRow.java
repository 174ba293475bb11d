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
import org.jspecify.annotations.Nullable;

/** Makes the rows of {@code hall.slot_losses} of a place and half hour. */
record SlotRow(String hallId, Place place, long slot, String district, Reference reference) {

  SlotLossFact of(Factor factor, Loss loss, long revision, String reason) {
    return new SlotLossFact(
        place.isQueue() ? null : place.id(),
        place.isQueue() ? place.id() : null,
        district,
        hallId,
        unit(),
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

  /** A counter's losses follow its unit. */
  private @Nullable String unit() {
    return place.isQueue()
        ? reference.queue(place.id(), slot).map(Queue::unitId).orElse(null)
        : reference.counter(place.id(), slot).map(ServiceCounter::unitId).orElse(null);
  }
}
