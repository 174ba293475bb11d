package io.hallpulse.domain.health;

import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.GenuineRating;
import io.hallpulse.domain.ticket.Leg;
import io.hallpulse.domain.ticket.Service;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketMove;
import io.hallpulse.domain.ticket.TicketStatus;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.reference.Baseline;
import io.hallpulse.schemas.reference.RuleSet;
import io.hallpulse.schemas.reference.ServiceItem;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one ticket lost by waiting, handling and rating (domain.md, section 4, factors {@code wait},
 * {@code handle} and {@code bad}).
 */
public final class TicketLosses {
  private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);
  private static final int DISSATISFIED = 2;
  private static final int VERY_DISSATISFIED = 1;

  private final String district;
  private final Reference reference;
  private final LocalDays days;
  private final Predicate<TicketMove> isBurst;

  /**
   * @param isBurst tells ratings that equal others at their counter within seconds
   */
  public TicketLosses(String district, Reference reference, Predicate<TicketMove> isBurst) {
    this.district = district;
    this.reference = reference;
    this.days = reference.days(district);
    this.isBurst = isBurst;
  }

  /** Where a loss belongs and what it is. */
  public interface Ledger {
    /** Of a counter, at an instant (microseconds). */
    void atCounter(String counterId, long time, Factor factor, Loss loss);

    /** Of a queue whose visitor nobody called. */
    void inQueue(String queueId, long time, Loss loss);

    /** A service whose item nobody says how long it should take. */
    void unknownTarget(Service service);
  }

  /**
   * Tells all that a ticket lost.
   *
   * @param ticket an issued one
   * @param asOf time by which it is judged: a no-show is final once its local day has ended
   */
  public void tell(Ticket ticket, long asOf, Ledger ledger) {
    waits(ticket, asOf, ledger);
    services(ticket, ledger);
    ratings(ticket, ledger);
  }

  /**
   * What is going wrong with a ticket now: a wait past what is free, as if it were called now, or a
   * service past its target, as if it ended now; null if nothing is. Only tickets of the day count.
   *
   * @param ticket an issued one
   */
  public @Nullable OpenIncident open(Ticket ticket, long now) {
    if (days.of(Objects.requireNonNull(ticket.issue()).time()) < days.of(now)) {
      return null;
    }
    return switch (ticket.status()) {
      case WAITING -> openWait(ticket, now);
      case SERVING, HELD -> openService(ticket, now);
      default -> null;
    };
  }

  private @Nullable OpenIncident openWait(Ticket ticket, long now) {
    var leg = ticket.legs().get(ticket.legs().size() - 1);
    long lost = waitLost(leg.called(now, null), false);
    return lost == 0
        ? null
        : new OpenIncident(
            Factor.WAIT.key(), null, leg.queueId(), number(ticket), leg.start(), Loss.of(lost));
  }

  private @Nullable OpenIncident openService(Ticket ticket, long now) {
    var service = ticket.services().get(ticket.services().size() - 1);
    var target = target(service, Objects.requireNonNull(ticket.issue()), now);
    // Held time is not worked: the clock stands since it was held.
    long until = ticket.status() == TicketStatus.HELD ? ticket.since() : now;
    long lost = target.isEmpty() ? 0 : handleLost(service.handledBy(until), target.getAsLong());
    return lost == 0
        ? null
        : new OpenIncident(
            Factor.HANDLE.key(),
            service.counterId(),
            null,
            number(ticket),
            service.startedAt(),
            Loss.of(lost));
  }

  private static @Nullable String number(Ticket ticket) {
    return Objects.requireNonNull(ticket.issue()).ticketNo();
  }

  private static long handleLost(long handled, long target) {
    if (handled <= target) {
      return 0;
    }
    return handled > 2 * target ? Loss.WHOLE : Loss.HALF;
  }

  private void waits(Ticket ticket, long asOf, Ledger ledger) {
    boolean isMissed =
        ticket.status() == TicketStatus.NO_SHOW && asOf >= days.end(days.of(ticket.since()));
    int last = ticket.legs().size() - 1;
    for (int i = 0; i <= last; i++) {
      var leg = ticket.legs().get(i);
      if (leg.isCalled()) {
        var loss = Loss.of(waitLost(leg, isMissed && i == last));
        ledger.atCounter(
            Objects.requireNonNullElse(leg.counterId(), ""), leg.calledAt(), Factor.WAIT, loss);
      } else if (leg.endedAt() != Leg.NONE && !"CANCELLED_CLERK".equals(ticket.word())) {
        long free = rules(leg.endedAt()).waiting().freeMinutes() * MINUTE;
        ledger.inQueue(leg.queueId(), leg.endedAt(), Loss.of(leg.waited() > free ? Loss.WHOLE : 0));
      }
    }
  }

  private long waitLost(Leg leg, boolean isMissed) {
    var wait = rules(leg.calledAt()).waiting();
    if (leg.waited() <= wait.freeMinutes() * MINUTE) {
      return 0;
    }
    return isMissed || leg.waited() > wait.halfMinutes() * MINUTE ? Loss.WHOLE : Loss.HALF;
  }

  private void services(Ticket ticket, Ledger ledger) {
    int last = ticket.services().size() - 1;
    for (int i = 0; i <= last; i++) {
      var service = ticket.services().get(i);
      if (!service.isEnded() || i == last && "ABANDONED".equals(ticket.word())) {
        continue;
      }
      var target = target(service, Objects.requireNonNull(ticket.issue()));
      if (target.isEmpty()) {
        ledger.unknownTarget(service);
        continue;
      }
      long lost = handleLost(service.handled(), target.getAsLong());
      ledger.atCounter(service.counterId(), service.endedAt(), Factor.HANDLE, Loss.of(lost));
    }
  }

  /**
   * How long the service's item should take at most, microseconds; the item of its issue if none.
   */
  public OptionalLong target(Service service, TicketMove issue) {
    return target(service, issue, service.endedAt());
  }

  private OptionalLong target(Service service, TicketMove issue, long time) {
    var item = service.itemCode() == null ? issue.itemCode() : service.itemCode();
    if (item == null) {
      return OptionalLong.empty();
    }
    long committed =
        reference
            .item(item, time)
            .map(ServiceItem::committedMinutes)
            .map(minutes -> minutes * MINUTE)
            .orElse(0L);
    long usual =
        reference
            .baseline(Baseline.itemId(item), time)
            .map(Baseline::p90Minutes)
            .map(minutes -> Math.round(minutes * MINUTE))
            .orElse(0L);
    long target = Math.max(committed, usual);
    return target == 0 ? OptionalLong.empty() : OptionalLong.of(target);
  }

  private void ratings(Ticket ticket, Ledger ledger) {
    for (var rated : GenuineRating.of(ticket, district, reference, isBurst)) {
      var service = rated.service();
      var bad = rules(service.endedAt()).bad();
      long lost =
          switch (rated.move().level()) {
            case VERY_DISSATISFIED -> bad.veryDissatisfiedLoss();
            case DISSATISFIED -> bad.dissatisfiedLoss();
            default -> 0;
          };
      ledger.atCounter(service.counterId(), service.endedAt(), Factor.BAD, Loss.of(lost));
    }
  }

  private RuleSet rules(long time) {
    return reference.rules(district, time);
  }
}
