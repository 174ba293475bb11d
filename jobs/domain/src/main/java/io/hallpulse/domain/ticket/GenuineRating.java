package io.hallpulse.domain.ticket;

import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.time.LocalDays;
import org.jspecify.annotations.Nullable;

/**
 * Which of a ticket's ratings counts. A rating belongs to the last service started at its counter,
 * else to the ticket's last. It is genuine if it is active, not before the service's end, not after
 * the 5th working day that follows the end's date, and not from the device of a clerk who started
 * or ended the service. A service's first genuine rating is its rating. That bursts of equal
 * ratings at a counter are none is judged with the index, which sees all tickets of a counter.
 */
final class GenuineRating {
  private static final int WORKING_DAYS = 5;

  private GenuineRating() {}

  /** The level of the latest rated service, null if none is, or once an appeal is upheld. */
  static @Nullable Integer level(Ticket ticket, Reference reference, LocalDays days) {
    if (ticket.isAppealed() || ticket.ratings().isEmpty()) {
      return null;
    }
    for (int i = ticket.services().size() - 1; i >= 0; i--) {
      for (var rating : ticket.ratings()) {
        if (ratedService(ticket, rating) == i
            && isGenuine(rating, ticket.services().get(i), reference, days)) {
          return rating.level();
        }
      }
    }
    return null;
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
      TicketMove rating, Service service, Reference reference, LocalDays days) {
    if (!rating.active() || !service.isEnded() || rating.time() < service.endedAt()) {
      return false;
    }
    var device = rating.deviceStaffId();
    if (device != null
        && (device.equals(service.startStaff()) || device.equals(service.endStaff()))) {
      return false;
    }
    var last = reference.workingDayAfter(days.date(service.endedAt()), WORKING_DAYS);
    return !days.date(rating.time()).isAfter(last);
  }
}
