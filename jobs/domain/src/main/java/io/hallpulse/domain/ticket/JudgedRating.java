package io.hallpulse.domain.ticket;

import io.hallpulse.domain.reference.Reference;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A rating with all that is suspicious about it. A rating belongs to the last service started at
 * its counter, else to the ticket's last. Suspicion flags it and deletes nothing.
 *
 * @param place of the rated service among the ticket's, -1 if there was none
 * @param service that is rated; null if there was none
 */
public record JudgedRating(TicketMove move, int place, @Nullable Service service, Set<Flag> flags) {

  /** Why a rating is none, or is to be looked at. */
  public enum Flag {
    /** Nobody gave it: the time for rating had passed. */
    DEFAULTED,
    /** Equal ones came at its counter within seconds. */
    BURST,
    /** Given before the service had ended. */
    EARLY,
    /** Given more working days after the service than the rules of that time allow. */
    LATE,
    /** From the device of a clerk who started or ended the service. */
    OWN_DEVICE,
    /** The service had been rated. */
    REPEAT,
    /** There was no service. */
    NO_SERVICE,
    /** It names a counter at which the ticket was not served; it counts all the same. */
    WRONG_COUNTER;

    /** The name in tables: {@code own_device}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether it counts, as long as no appeal is upheld. */
  public boolean isGenuine() {
    return flags.isEmpty() || flags.size() == 1 && flags.contains(Flag.WRONG_COUNTER);
  }

  /**
   * All legal ratings of a ticket, in fold order.
   *
   * @param isBurst tells ratings that equal others at their counter within seconds
   */
  public static List<JudgedRating> of(
      Ticket ticket, String district, Reference reference, Predicate<TicketMove> isBurst) {
    if (ticket.ratings().isEmpty()) {
      return List.of();
    }
    var judged = new ArrayList<JudgedRating>();
    var rated = new HashSet<Integer>();
    for (var move : ticket.ratings()) {
      int at = ratedService(ticket, move);
      var service = at < 0 ? null : ticket.services().get(at);
      var flags = EnumSet.noneOf(Flag.class);
      flag(flags, Flag.DEFAULTED, !move.active());
      flag(flags, Flag.BURST, isBurst.test(move));
      flag(flags, Flag.NO_SERVICE, service == null);
      if (service != null) {
        judge(move, service, district, reference, flags);
      }
      var rating = new JudgedRating(move, at, service, flags);
      if (rating.isGenuine()) {
        flag(flags, Flag.REPEAT, !rated.add(at));
      }
      judged.add(rating);
    }
    return judged;
  }

  private static void judge(
      TicketMove move, Service service, String district, Reference reference, Set<Flag> flags) {
    var counter = move.counterId();
    flag(flags, Flag.WRONG_COUNTER, counter != null && !counter.equals(service.counterId()));
    flag(flags, Flag.EARLY, !service.isEnded() || move.time() < service.endedAt());
    flag(flags, Flag.LATE, service.isEnded() && isLate(move, service, district, reference));
    var device = move.deviceStaffId();
    flag(
        flags,
        Flag.OWN_DEVICE,
        device != null
            && (device.equals(service.startStaff()) || device.equals(service.endStaff())));
  }

  private static boolean isLate(
      TicketMove move, Service service, String district, Reference reference) {
    var days = reference.days(district);
    int workingDays = reference.rules(district, service.endedAt()).bad().workingDays();
    var last = reference.workingDayAfter(days.date(service.endedAt()), workingDays);
    return days.date(move.time()).isAfter(last);
  }

  private static void flag(Set<Flag> flags, Flag flag, boolean is) {
    if (is) {
      flags.add(flag);
    }
  }

  private static int ratedService(Ticket ticket, TicketMove rating) {
    for (int i = ticket.services().size() - 1; i >= 0; i--) {
      if (Objects.equals(ticket.services().get(i).counterId(), rating.counterId())) {
        return i;
      }
    }
    return ticket.services().size() - 1;
  }
}
