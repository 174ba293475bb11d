package io.hallpulse.agent.hall;

import io.hallpulse.agent.hall.Refused.Reason;
import io.hallpulse.domain.notice.NoticeContent;
import io.hallpulse.domain.ticket.TicketRow;
import io.hallpulse.domain.ticket.TicketStatus;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a clerk may do at a counter: each command says which events it wants. Whether a ticket may
 * take the step is for its life cycle to say, once the events are known.
 */
public final class DeskCommands {
  /** For so long a visitor's wish for a clerk who is on duty is kept, then anybody may call. */
  static final long PREFERRING = TimeUnit.MINUTES.toMicros(10);

  private final HallState state;
  private final Directory directory;
  private final String counterId;
  private final long now;

  public DeskCommands(HallState state, Directory directory, String counterId, long now) {
    this.state = state;
    this.directory = directory;
    this.counterId = counterId;
    this.now = now;
  }

  public Plan<Boolean> signIn(String staffId) {
    var post = state.post(counterId);
    if (post.staffId() != null) {
      throw Refused.illegal("%s is signed in at counter %s".formatted(post.staffId(), counterId));
    }
    state
        .posts()
        .forEach(
            (other, there) -> {
              if (staffId.equals(there.staffId())) {
                throw Refused.illegal("%s is signed in at counter %s".formatted(staffId, other));
              }
            });
    return done(
        event(EventKind.STAFF_SIGNED_IN).setStaffId(staffId), event(EventKind.COUNTER_OPENED));
  }

  public Plan<Boolean> signOut() {
    var staff = staff();
    for (var ticket : state.tickets()) {
      if (ticket.isAt(counterId)) {
        throw Refused.illegal(
            "Ticket %s is %s at this counter"
                .formatted(ticket.issue().getTicketNo(), ticket.status()));
      }
    }
    return done(
        event(EventKind.COUNTER_CLOSED), event(EventKind.STAFF_SIGNED_OUT).setStaffId(staff));
  }

  /** The ticket that is called next here. */
  public @Nullable HallTicket first() {
    HallTicket best = null;
    for (var queueId : directory.counter(counterId).queueIds()) {
      for (var ticket : state.waiting(queueId)) {
        if (!waitsForAnother(ticket)) {
          if (best == null || InLine.of(ticket).compareTo(InLine.of(best)) < 0) {
            best = ticket;
          }
          break;
        }
      }
    }
    return best;
  }

  private boolean waitsForAnother(HallTicket ticket) {
    var preferred = ticket.preferredStaffId();
    if (preferred == null
        || preferred.equals(state.post(counterId).staffId())
        || now - ticket.waitingSince() >= PREFERRING) {
      return false;
    }
    var queueId = ticket.ticket().queueId();
    return directory.counters().stream()
        .anyMatch(
            counter ->
                counter.queueIds().contains(queueId)
                    && state.post(counter.counterId()).isOnDuty()
                    && preferred.equals(state.post(counter.counterId()).staffId()));
  }

  public Plan<Boolean> next() {
    staff();
    requireOpen();
    requireFree();
    var ticket = first();
    if (ticket == null) {
      throw new Refused(Reason.NOTHING_WAITS, "Nobody waits for counter " + counterId);
    }
    return call(ticket);
  }

  public Plan<Boolean> call(String ticketId) {
    staff();
    requireOpen();
    var ticket = ticket(ticketId);
    if (!directory.counter(counterId).queueIds().contains(ticket.ticket().queueId())) {
      throw Refused.illegal(
          "Ticket %s waits in queue %s, which counter %s does not serve"
              .formatted(ticket.issue().getTicketNo(), ticket.ticket().queueId(), counterId));
    }
    if (!ticket.isAt(counterId)) {
      requireFree();
      if (ticket.status() == TicketStatus.CALLED) {
        throw Refused.illegal(
            "Ticket %s is called to counter %s"
                .formatted(ticket.issue().getTicketNo(), ticket.ticket().counterId()));
      }
    }
    return call(ticket);
  }

  private Plan<Boolean> call(HallTicket ticket) {
    return done(
        event(EventKind.TICKET_CALLED)
            .setTicketId(ticket.id())
            .setStaffId(staff())
            .setAttempt(ticket.calls() + 1));
  }

  public Plan<Boolean> recall() {
    staff();
    return call(current());
  }

  public Plan<Boolean> noShow() {
    staff();
    return done(event(EventKind.TICKET_NO_SHOW).setTicketId(current().id()));
  }

  public Plan<Boolean> start(@Nullable String itemCode) {
    var ticket = current();
    var item = itemCode == null ? ticket.ticket().itemCode() : directory.item(itemCode).itemCode();
    return done(
        event(EventKind.SERVICE_STARTED)
            .setTicketId(ticket.id())
            .setStaffId(staff())
            .setItemCode(item));
  }

  public Plan<Boolean> hold() {
    staff();
    return done(event(EventKind.TICKET_HELD).setTicketId(current().id()));
  }

  public Plan<Boolean> resume(String ticketId) {
    staff();
    var ticket = ticket(ticketId);
    if (!ticket.isAt(counterId)) {
      throw Refused.illegal("Ticket %s is not held here".formatted(ticket.issue().getTicketNo()));
    }
    requireFree();
    return done(event(EventKind.TICKET_RESUMED).setTicketId(ticketId));
  }

  public Plan<Boolean> transfer(String queueId, @Nullable String reason) {
    staff();
    var queue = directory.queue(queueId);
    var ticket = current();
    if (queue.queueId().equals(ticket.ticket().queueId())) {
      throw Refused.illegal("The ticket comes from queue %s".formatted(queueId));
    }
    return Plan.of(
        () -> true,
        Event.newBuilder()
            .setKind(EventKind.TICKET_TRANSFERRED)
            .setTicketId(ticket.id())
            .setToQueueId(queueId)
            .setReason(reason));
  }

  public Plan<Boolean> end(String outcome, @Nullable String itemCode) {
    if (!TicketRow.SERVED.contains(outcome)) {
      throw Refused.unusable(
          "outcome must be COMPLETED, NOTICE_ISSUED or ABANDONED, got " + outcome);
    }
    var ticket = current();
    var item = itemCode == null ? ticket.ticket().itemCode() : directory.item(itemCode).itemCode();
    return done(
        event(EventKind.SERVICE_ENDED)
            .setTicketId(ticket.id())
            .setStaffId(staff())
            .setItemCode(item)
            .setOutcome(outcome));
  }

  public Plan<Boolean> cancel(String ticketId) {
    staff();
    var ticket = ticket(ticketId);
    if (!directory.counter(counterId).queueIds().contains(ticket.ticket().queueId())) {
      throw Refused.illegal("The ticket is of another counter's queue");
    }
    return Plan.of(
        () -> true,
        Event.newBuilder()
            .setKind(EventKind.TICKET_CANCELLED)
            .setTicketId(ticketId)
            .setCancelledBy("CLERK"));
  }

  /**
   * The counter pauses.
   *
   * @param approved whether somebody in charge allowed it, so that it is no absence
   */
  public Plan<Boolean> pause(
      int minutes, @Nullable String reason, @Nullable String coverStaffId, boolean approved) {
    var staff = staff();
    requireOpen();
    if (minutes < 1 || minutes > 240) {
      throw Refused.unusable("minutes must be 1 to 240, got " + minutes);
    }
    if (coverStaffId != null && !directory.isClerk(coverStaffId)) {
      throw Refused.unknown("clerk", coverStaffId);
    }
    var events = new ArrayList<Event.Builder>();
    if (approved) {
      events.add(
          event(EventKind.PAUSE_APPROVED)
              .setStaffId(staff)
              .setFrom(now)
              .setUntil(now + TimeUnit.MINUTES.toMicros(minutes))
              .setCoverStaffId(coverStaffId));
    }
    events.add(event(EventKind.COUNTER_PAUSED).setReason(reason));
    return new Plan<>(events, null, () -> true);
  }

  public Plan<Boolean> open() {
    staff();
    if (state.post(counterId).state() == Post.State.OPEN) {
      throw Refused.illegal("Counter %s is open".formatted(counterId));
    }
    return done(event(EventKind.COUNTER_OPENED));
  }

  /** A notice of what is missing, for the ticket that is served here. */
  public <T> Plan<T> notice(
      String noticeId, String matterId, String itemCode, List<String> missing, Supplier<T> answer) {
    var staff = staff();
    var materials = directory.materials(itemCode);
    var ticket = current();
    if (ticket.status() != TicketStatus.SERVING) {
      throw Refused.illegal(
          "A notice needs a service; ticket %s is %s"
              .formatted(ticket.issue().getTicketNo(), ticket.status()));
    }
    if (missing.isEmpty()) {
      throw Refused.unusable("missing must name at least one material");
    }
    for (var material : missing) {
      if (!materials.contains(material)) {
        throw Refused.unusable(
            "missing names %s, which is no material of %s".formatted(material, itemCode));
      }
    }
    return Plan.of(
        answer,
        event(EventKind.NOTICE_ISSUED)
            .setNoticeId(noticeId)
            .setMatterId(matterId)
            .setTicketId(ticket.id())
            .setStaffId(staff)
            .setItemCode(itemCode)
            .setMissing(missing)
            .setContentHash(
                new NoticeContent(noticeId, matterId, ticket.id(), itemCode, now, missing).hash()));
  }

  /** The ticket that is called or served here, or waits to be transferred. */
  public @Nullable HallTicket currentIfAny() {
    HallTicket current = null;
    for (var ticket : state.tickets()) {
      if (ticket.isAt(counterId)
          && ticket.status() != TicketStatus.HELD
          && (current == null || ticket.ticket().since() >= current.ticket().since())) {
        current = ticket;
      }
    }
    return current;
  }

  private HallTicket current() {
    var current = currentIfAny();
    if (current == null) {
      throw Refused.illegal("No ticket is called or served at counter " + counterId);
    }
    return current;
  }

  private void requireFree() {
    var current = currentIfAny();
    if (current != null) {
      throw Refused.illegal(
          "Ticket %s is %s at this counter"
              .formatted(current.issue().getTicketNo(), current.status()));
    }
  }

  private void requireOpen() {
    var open = state.post(counterId).state();
    if (open != Post.State.OPEN) {
      throw Refused.illegal("Counter %s is %s".formatted(counterId, open));
    }
  }

  private String staff() {
    var staff = state.post(counterId).staffId();
    if (staff == null) {
      throw new Refused(
          Reason.NOBODY_SIGNED_IN, "Nobody is signed in at counter %s".formatted(counterId));
    }
    return staff;
  }

  private HallTicket ticket(String ticketId) {
    var ticket = state.ticket(ticketId);
    if (ticket == null) {
      throw Refused.unknown("ticket", ticketId);
    }
    return ticket;
  }

  private Event.Builder event(EventKind kind) {
    return Event.newBuilder().setKind(kind).setCounterId(counterId);
  }

  private static Plan<Boolean> done(Event.Builder... events) {
    return Plan.of(() -> true, events);
  }
}
