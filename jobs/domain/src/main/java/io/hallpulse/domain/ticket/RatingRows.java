package io.hallpulse.domain.ticket;

import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.fact.RatingFact;
import io.hallpulse.schemas.reference.ServiceCounter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows of {@code hall.ratings} that a folded ticket gives. */
public final class RatingRows {
  private RatingRows() {}

  /**
   * @param isBurst ratings that equal others at their counter within seconds
   * @param asOf time by which they are judged, microseconds; later ratings have no row yet
   */
  public static List<RatingFact> of(
      String ticketId,
      Ticket ticket,
      String district,
      String hallId,
      Reference reference,
      Predicate<TicketMove> isBurst,
      long asOf,
      long revision) {
    var rows = new ArrayList<RatingFact>();
    long appealed = appealUpheldAt(ticket);
    for (var rating : JudgedRating.of(ticket, district, reference, isBurst)) {
      if (rating.move().time() <= asOf) {
        rows.add(
            row(ticketId, ticket, rating, appealed, district, hallId, reference, asOf, revision));
      }
    }
    return rows;
  }

  private static RatingFact row(
      String ticketId,
      Ticket ticket,
      JudgedRating rating,
      long appealed,
      String district,
      String hallId,
      Reference reference,
      long asOf,
      long revision) {
    var move = rating.move();
    var service = rating.service();
    var counter = service == null ? move.counterId() : service.counterId();
    boolean isAppealed = appealed != Rectification.NEVER;
    boolean isOpened = rating.isGenuine() && Rectification.isBad(move);
    var putRight = isOpened ? Rectification.of(ticket, move, district, reference) : null;
    return new RatingFact(
        move.source() + "/" + move.epoch() + "/" + move.seq(),
        ticketId,
        district,
        hallId,
        counter,
        counter == null ? null : unit(counter, move.time(), reference),
        item(service, ticket),
        service == null ? null : staff(service),
        move.level(),
        move.reasons() == null ? List.of() : List.of(move.reasons().split(",")),
        move.words(),
        move.word(),
        move.active(),
        rating.isGenuine() && !isAppealed,
        rating.flags().stream().map(JudgedRating.Flag::key).toList(),
        EventJson.instant(move.time()),
        putRight == null ? null : instant(putRight.contactDue()),
        putRight == null ? null : instant(putRight.contactedAt()),
        putRight == null ? null : instant(putRight.closeDue()),
        putRight == null ? null : instant(putRight.closedAt()),
        rating.isGenuine() ? instant(appealed) : null,
        rating.isGenuine() && isAppealed
            ? "retracted"
            : putRight == null ? "none" : putRight.state(asOf),
        reference.days(district).date(move.time()),
        revision);
  }

  private static @Nullable String unit(String counter, long time, Reference reference) {
    return reference.counter(counter, time).map(ServiceCounter::unitId).orElse(null);
  }

  private static @Nullable String item(@Nullable Service service, Ticket ticket) {
    if (service != null && service.itemCode() != null) {
      return service.itemCode();
    }
    var issue = ticket.issue();
    return issue == null ? null : issue.itemCode();
  }

  private static @Nullable String staff(Service service) {
    return service.endStaff() == null ? service.startStaff() : service.endStaff();
  }

  private static long appealUpheldAt(Ticket ticket) {
    for (int i = 0; i < ticket.moves().size(); i++) {
      var move = ticket.moves().get(i);
      if (move.kind() == EventKind.RATING_APPEAL_UPHELD && ticket.refusal(i) == null) {
        return move.time();
      }
    }
    return Rectification.NEVER;
  }

  private static @Nullable Instant instant(long time) {
    return time == Rectification.NEVER ? null : EventJson.instant(time);
  }
}
