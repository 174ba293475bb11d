package io.hallpulse.agent.hall;

import io.hallpulse.agent.hall.Directory.Appointment;
import io.hallpulse.agent.hall.Refused.Reason;
import io.hallpulse.domain.ticket.RatingWords;
import io.hallpulse.domain.ticket.TicketStatus;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.reference.Queue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tickets given out, cancelled and rated. */
public final class Tickets {
  private static final int LAST_NUMBER = 999;
  private static final int MOST_REASONS = 10;
  private static final int LONGEST_WORDS = 1_000;
  private static final Pattern REASON = Pattern.compile("[\\p{L}\\p{N}_.-]{1,40}");

  private final HallState state;
  private final Directory directory;

  public Tickets(HallState state, Directory directory) {
    this.state = state;
    this.directory = directory;
  }

  /** The queue of a unit with the fewest waiting. */
  public Queue queueFor(String unitId) {
    return directory.queuesOf(unitId).stream()
        .min(Comparator.comparingInt(queue -> state.waitingIn(queue.queueId())))
        .orElseThrow(() -> Refused.unknown("queue of unit", unitId));
  }

  /**
   * A ticket that is wanted.
   *
   * @param itemCode null if only a queue is known
   * @param appointment that becomes a ticket, null for none
   */
  public record Wanted(
      String ticketId,
      String channel,
      @Nullable String itemCode,
      @Nullable String queueId,
      @Nullable Appointment appointment,
      int priority,
      @Nullable String preferredStaffId,
      @Nullable String visitorToken) {}

  public <T> Plan<T> issue(Wanted wanted, long now, Supplier<T> answer) {
    if (wanted.priority() < 0 || wanted.priority() > 9) {
      throw Refused.unusable("priority must be 0 to 9, got " + wanted.priority());
    }
    var appointment = wanted.appointment();
    if (appointment != null && state.isTaken(appointment.appointmentId())) {
      throw Refused.illegal("There is a ticket for this appointment already");
    }
    var itemCode = appointment == null ? wanted.itemCode() : appointment.itemCode();
    Queue queue;
    if (itemCode != null) {
      queue = queueFor(directory.item(itemCode).unitId());
    } else if (wanted.queueId() != null) {
      queue = directory.queue(wanted.queueId());
    } else {
      throw Refused.unusable("item_code, queue_id or appointment_id is missing");
    }
    var issued =
        Event.newBuilder()
            .setKind(EventKind.TICKET_ISSUED)
            .setTicketId(wanted.ticketId())
            .setTicketNo(number(queue))
            .setQueueId(queue.queueId())
            .setUnitId(queue.unitId())
            .setItemCode(itemCode)
            .setChannel(appointment == null ? wanted.channel() : "APPOINTMENT")
            .setPriority(wanted.priority())
            .setPreferredStaffId(wanted.preferredStaffId())
            .setVisitorToken(wanted.visitorToken());
    if (appointment == null) {
      return Plan.of(answer, issued);
    }
    issued.setAppointmentTime(appointment.micros());
    var note =
        new Note(
            Note.APPOINTMENT,
            appointment.appointmentId(),
            wanted.ticketId(),
            wanted.visitorToken(),
            null,
            true,
            now);
    return new Plan<>(List.of(issued), note, answer);
  }

  /** Unique in the hall and day: queues that share a letter share its numbers. */
  private String number(Queue queue) {
    int number = state.lastNumber(queue.letter()) + 1;
    if (number > LAST_NUMBER) {
      throw new Refused(
          Reason.NO_NUMBERS_LEFT,
          "All %d numbers of %s are given today".formatted(LAST_NUMBER, queue.letter()));
    }
    return "%s%03d".formatted(queue.letter(), number);
  }

  public <T> Plan<T> cancel(String ticketId, String visitorToken, Supplier<T> answer) {
    var ticket = state.ticket(ticketId);
    if (ticket == null || !visitorToken.equals(ticket.issue().getVisitorToken())) {
      throw Refused.unknown("ticket of this visitor", ticketId);
    }
    return Plan.of(answer, cancelled(ticketId, "VISITOR"));
  }

  /** The day has ended: who still waits from then goes home. */
  public Plan<Boolean> endDay(long now) {
    var events = new ArrayList<Event.Builder>();
    long today = state.days().of(now);
    for (var ticket : state.tickets()) {
      if (ticket.status() == TicketStatus.WAITING
          && state.days().of(ticket.waitingSince()) < today) {
        events.add(cancelled(ticket.id(), "DAY_END"));
      }
    }
    return new Plan<>(events, null, () -> true);
  }

  private static Event.Builder cancelled(String ticketId, String by) {
    return Event.newBuilder()
        .setKind(EventKind.TICKET_CANCELLED)
        .setTicketId(ticketId)
        .setCancelledBy(by);
  }

  /**
   * A rating from the visitor's screen at a window, which is no clerk's device: once per service.
   */
  public <T> Plan<T> rate(
      String counterId,
      String ticketId,
      int level,
      List<String> reasons,
      @Nullable String words,
      Supplier<T> answer) {
    if (level < 1 || level > 5) {
      throw Refused.unusable("level must be 1 to 5, got " + level);
    }
    if (reasons.size() > MOST_REASONS) {
      throw Refused.unusable(
          "reasons must be at most %d, got %d".formatted(MOST_REASONS, reasons.size()));
    }
    for (var reason : reasons) {
      if (!REASON.matcher(reason).matches()) {
        throw Refused.unusable(
            "a reason has 1 to 40 letters, digits, dots and lines, got " + reason);
      }
    }
    if (words != null && words.length() > LONGEST_WORDS) {
      throw Refused.unusable(
          "words must have at most %d characters, got %d".formatted(LONGEST_WORDS, words.length()));
    }
    var ticket = state.ticket(ticketId);
    if (ticket == null || !counterId.equals(ticket.ticket().counterId())) {
      throw Refused.unknown("ticket served at counter " + counterId + ":", ticketId);
    }
    if (ticket.servedAt() == 0 || ticket.status() != TicketStatus.ENDED) {
      throw Refused.illegal("The service has not ended");
    }
    if (ticket.isRated()) {
      throw Refused.illegal("This service has been rated");
    }
    return Plan.of(
        answer,
        Event.newBuilder()
            .setKind(EventKind.RATING_SUBMITTED)
            .setTicketId(ticketId)
            .setCounterId(counterId)
            .setLevel(level)
            .setReasons(reasons)
            .setWords(words == null || words.isBlank() ? null : RatingWords.masked(words))
            .setChannel("WINDOW")
            .setActive(true));
  }
}
