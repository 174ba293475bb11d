package io.hallpulse.domain.ticket;

import io.hallpulse.domain.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which of a ticket's ratings counts. A rating belongs to the last service started at its counter,
 * else to the ticket's last. It is genuine if it is active, not before the service's end, not more
 * working days after the end's date than the rules of that time allow, and not from the device of a
 * clerk who started or ended the service. A service's first genuine rating is its rating. That
 * bursts of equal ratings at a counter are none is for whoever sees all tickets of a counter to
 * tell.
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
    var genuine = new ArrayList<GenuineRating>();
    for (int i = 0; i < ticket.services().size(); i++) {
      var service = ticket.services().get(i);
      for (var rating : ticket.ratings()) {
        if (ratedService(ticket, rating) == i
            && !isFlagged.test(rating)
            && isGenuine(rating, service, district, reference)) {
          genuine.add(new GenuineRating(service, rating));
          break;
        }
      }
    }
    return genuine;
  }

  private static int ratedService(Ticket ticket, TicketMove rating) {
    for (int i = ticket.services().size() - 1; i >= 0; i--) {
      if (ticket.services().get(i).counterId().equals(rating.counterId())) {
        return i;
      }
    }
    return ticket.services().size() - 1;
  }

  private static boolean isGenuine(
      TicketMove rating, Service service, String district, Reference reference) {
    if (!rating.active() || !service.isEnded() || rating.time() < service.endedAt()) {
      return false;
    }
    var device = rating.deviceStaffId();
    if (device != null
        && (device.equals(service.startStaff()) || device.equals(service.endStaff()))) {
      return false;
    }
    var days = reference.days(district);
    int workingDays = reference.rules(district, service.endedAt()).bad().workingDays();
    var last = reference.workingDayAfter(days.date(service.endedAt()), workingDays);
    return !days.date(rating.time()).isAfter(last);
  }
}
