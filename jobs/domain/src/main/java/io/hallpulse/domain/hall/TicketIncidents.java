package io.hallpulse.domain.hall;

import io.hallpulse.domain.hall.Incident.Proof;
import io.hallpulse.domain.health.Factor;
import io.hallpulse.domain.health.Loss;
import io.hallpulse.domain.health.Place;
import io.hallpulse.domain.health.Slots;
import io.hallpulse.domain.health.TicketLosses;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.GenuineRating;
import io.hallpulse.domain.ticket.Leg;
import io.hallpulse.domain.ticket.Service;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketMove;
import io.hallpulse.domain.ticket.TicketStatus;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lists what a ticket lost, with how long it took and how long it should have. An incident ends
 * when its loss is counted; a rating's, with the service.
 */
record TicketIncidents(
    String ticketId,
    Ticket ticket,
    TicketLosses losses,
    String district,
    Reference reference,
    Predicate<TicketMove> isFlagged,
    List<Incident> found)
    implements TicketLosses.Ledger {

  @Override
  public void atCounter(String counterId, long time, Factor factor, Loss loss) {
    if (loss.millionths() == 0) {
      return;
    }
    var place = Place.counter(counterId);
    switch (factor) {
      case WAIT -> waited(place, leg(time), time, loss, calledProof(time));
      case HANDLE -> handled(place, service(counterId, time), loss);
      case BAD -> rated(place, service(counterId, time), loss);
      case LATE, ABSENT ->
          throw new IllegalStateException("A ticket is neither late nor absent: " + ticketId);
    }
  }

  @Override
  public void inQueue(String queueId, long time, Loss loss) {
    if (loss.millionths() > 0) {
      waited(Place.queue(queueId), leg(time), time, loss, Proof.LEFT);
    }
  }

  @Override
  public void unknownTarget(Service service) {
    // Nothing is lost where nobody says how long the item should take.
  }

  private void waited(Place place, Leg leg, long time, Loss loss, Proof proof) {
    long free = TimeUnit.MINUTES.toSeconds(reference.rules(district, time).waiting().freeMinutes());
    add(Factor.WAIT, place, leg.start(), time, loss, leg.waited(), free, null, null, proof);
  }

  private void handled(Place place, Service service, Loss loss) {
    long target = losses.target(service, Objects.requireNonNull(ticket.issue())).orElseThrow();
    add(
        Factor.HANDLE,
        place,
        service.startedAt(),
        service.endedAt(),
        loss,
        service.handled(),
        TimeUnit.MICROSECONDS.toSeconds(target),
        staff(service),
        null,
        Proof.SERVED);
  }

  private void rated(Place place, Service service, Loss loss) {
    var rating =
        GenuineRating.of(ticket, district, reference, isFlagged).stream()
            .filter(rated -> rated.service().equals(service))
            .findFirst()
            .orElseThrow();
    add(
        Factor.BAD,
        place,
        service.startedAt(),
        service.endedAt(),
        loss,
        service.handled(),
        null,
        staff(service),
        rating.move().level(),
        Proof.RATED);
  }

  private static @Nullable String staff(Service service) {
    return service.endStaff() == null ? service.startStaff() : service.endStaff();
  }

  private void add(
      Factor factor,
      Place place,
      long from,
      long until,
      Loss loss,
      long took,
      @Nullable Long target,
      @Nullable String staffId,
      @Nullable Integer level,
      Proof proof) {
    var slot = Slots.start(until, reference.days(district));
    found.add(
        new Incident(
            factor,
            place,
            SlotRow.unit(place, slot, reference),
            from,
            until,
            loss.millionths(),
            1,
            TimeUnit.MICROSECONDS.toSeconds(took),
            target,
            ticketId,
            staffId,
            level,
            null,
            null,
            List.of(proof)));
  }

  /** A last leg that was judged as missed is one whose visitor did not come in the end. */
  private Proof calledProof(long time) {
    var last = ticket.legs().get(ticket.legs().size() - 1);
    boolean isMissed = ticket.status() == TicketStatus.NO_SHOW && last.endedAt() == time;
    return isMissed ? Proof.NO_SHOW : Proof.CALLED;
  }

  private Leg leg(long endedAt) {
    return ticket.legs().stream().filter(leg -> leg.endedAt() == endedAt).findFirst().orElseThrow();
  }

  private Service service(String counterId, long endedAt) {
    return ticket.services().stream()
        .filter(service -> service.endedAt() == endedAt && service.counterId().equals(counterId))
        .findFirst()
        .orElseThrow();
  }
}
