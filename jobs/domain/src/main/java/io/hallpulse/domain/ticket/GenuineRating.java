package io.hallpulse.domain.ticket;

import io.hallpulse.domain.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Which of a ticket's ratings counts: a service's first one about which nothing is suspicious
 * ({@link JudgedRating}), and none once an appeal is upheld. That bursts of equal ratings at a
 * counter are none is for whoever sees all tickets of a counter to tell.
 *
 * @param service that is rated
 * @param move the rating
 */
public record GenuineRating(Service service, TicketMove move) {

  /**
   * The rating of each rated service, in the order of services; none once an appeal is upheld.
   *
   * @param isFlagged ratings that do not count for what is around them
   */
  public static List<GenuineRating> of(
      Ticket ticket, String district, Reference reference, Predicate<TicketMove> isFlagged) {
    if (ticket.isAppealed() || ticket.ratings().isEmpty()) {
      return List.of();
    }
    var judged = JudgedRating.of(ticket, district, reference, isFlagged);
    var genuine = new ArrayList<GenuineRating>();
    for (int i = 0; i < ticket.services().size(); i++) {
      for (var rating : judged) {
        if (rating.place() == i && rating.isGenuine()) {
          genuine.add(new GenuineRating(Objects.requireNonNull(rating.service()), rating.move()));
        }
      }
    }
    return genuine;
  }
}
