package io.hallpulse.domain.ticket;

import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.fact.TicketFact;
import io.hallpulse.schemas.reference.Queue;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The row of {@code hall.tickets} that a folded ticket gives. */
public final class TicketRow {
  /** Outcomes of tickets that ended with a service. */
  public static final List<String> SERVED = List.of("COMPLETED", "NOTICE_ISSUED", "ABANDONED");

  private static final long MICROS = 1_000_000;

  private TicketRow() {}

  /**
   * @param ticket an issued one
   * @param isFlagged ratings that do not count for what is around them
   * @param asOf time by which it is judged (microseconds): a no-show is final once its local day
   *     has ended
   */
  public static TicketFact of(
      String ticketId,
      Ticket ticket,
      String district,
      String hallId,
      Reference reference,
      Predicate<TicketMove> isFlagged,
      long asOf,
      long revision) {
    var days = reference.days(district);
    var issue = Objects.requireNonNull(ticket.issue(), ticketId);
    boolean missed =
        ticket.status() == TicketStatus.NO_SHOW && asOf >= days.end(days.of(ticket.since()));
    boolean closed = ticket.isOver() || missed;
    return new TicketFact(
        ticketId,
        issue.ticketNo(),
        district,
        hallId,
        ticket.queueId(),
        unit(ticket, issue, reference),
        ticket.itemCode(),
        ticket.counterId(),
        ticket.staffId(),
        issue.word(),
        issue.caseId(),
        EventJson.instant(issue.time()),
        firstCall(ticket),
        ticket.services().isEmpty()
            ? null
            : EventJson.instant(ticket.services().get(0).startedAt()),
        closed ? EventJson.instant(ticket.since()) : null,
        waitSeconds(ticket),
        handlingSeconds(ticket),
        missed ? "NO_SHOW" : ticket.word(),
        ratingLevel(ticket, district, reference, isFlagged),
        days.date(issue.time()),
        revision);
  }

  private static @Nullable String unit(Ticket ticket, TicketMove issue, Reference reference) {
    var known = reference.queue(ticket.queueId(), issue.time()).map(Queue::unitId);
    if (known.isPresent()) {
      return known.get();
    }
    return ticket.queueId().equals(issue.queueId()) ? issue.unitId() : null;
  }

  private static @Nullable Instant firstCall(Ticket ticket) {
    var first = ticket.legs().get(0);
    return first.isCalled() ? EventJson.instant(first.calledAt()) : null;
  }

  private static @Nullable Integer ratingLevel(
      Ticket ticket, String district, Reference reference, Predicate<TicketMove> isFlagged) {
    var genuine = GenuineRating.of(ticket, district, reference, isFlagged);
    return genuine.isEmpty() ? null : genuine.get(genuine.size() - 1).move().level();
  }

  private static @Nullable Long waitSeconds(Ticket ticket) {
    long waited = 0;
    boolean any = false;
    for (var leg : ticket.legs()) {
      if (leg.endedAt() != Leg.NONE) {
        waited += leg.waited();
        any = true;
      }
    }
    return any ? waited / MICROS : null;
  }

  private static @Nullable Long handlingSeconds(Ticket ticket) {
    long handled = 0;
    boolean any = false;
    for (var service : ticket.services()) {
      if (service.isEnded()) {
        handled += service.handled();
        any = true;
      }
    }
    return any ? handled / MICROS : null;
  }
}
