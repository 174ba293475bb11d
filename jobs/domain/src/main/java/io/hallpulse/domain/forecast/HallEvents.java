package io.hallpulse.domain.forecast;

import io.hallpulse.schemas.event.Event;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells a forecaster what a hall's events say, in the order in which they become known. Of each
 * ticket it keeps what a transfer needs until the ticket has ended.
 */
public final class HallEvents {
  /** Observations below it say nothing (domain.md, section 3). */
  private static final double LEAST_CONFIDENCE = 0.6;

  private final HallForecaster forecaster;
  private final Map<String, Leg> waiting = new HashMap<>();
  private final Map<String, Leg> called = new Latest<>();

  private record Leg(String queueId, long start, int priority, @Nullable String item) {}

  public HallEvents(HallForecaster forecaster) {
    this.forecaster = forecaster;
  }

  /** Takes an event in; what has nothing to do with waits changes nothing. */
  public void take(Event event) {
    long time = event.getTime();
    var counter = event.getCounterId();
    switch (event.getKind()) {
      case TICKET_ISSUED -> issue(event);
      case TICKET_CALLED -> {
        forecaster.call(event.getTicketId(), counter, time);
        var leg = waiting.remove(event.getTicketId());
        if (leg != null) {
          called.put(event.getTicketId(), leg);
        }
      }
      case TICKET_NO_SHOW -> forecaster.miss(event.getTicketId(), time);
      case SERVICE_ENDED -> {
        forecaster.free(event.getTicketId(), time);
        if (!"TRANSFERRED".equals(event.getOutcome())) {
          called.remove(event.getTicketId());
        }
      }
      case TICKET_TRANSFERRED -> transfer(event);
      case TICKET_CANCELLED -> {
        forecaster.leave(event.getTicketId(), time);
        waiting.remove(event.getTicketId());
      }
      case COUNTER_OPENED -> forecaster.open(counter, time);
      case COUNTER_PAUSED, COUNTER_CLOSED -> forecaster.shut(counter, time);
      case STAFF_SIGNED_IN -> forecaster.signIn(counter, event.getStaffId(), time);
      case STAFF_SIGNED_OUT -> forecaster.signOut(counter, event.getStaffId(), time);
      case PAUSE_APPROVED -> {
        if (event.getCoverStaffId() == null) {
          forecaster.pause(counter, event.getFrom(), event.getUntil());
        }
      }
      case POST_OBSERVED -> {
        if (event.getConfidence() >= LEAST_CONFIDENCE) {
          forecaster.see(counter, event.getPresent(), time);
        }
      }
      default -> {
        // Ratings, notices, cases and devices do not move a line.
      }
    }
  }

  private void issue(Event event) {
    var appointment = event.getAppointmentTime();
    int priority = event.getPriority() == null ? 0 : event.getPriority();
    long start = Math.max(event.getTime(), appointment == null ? Long.MIN_VALUE : appointment);
    join(
        event.getTicketId(),
        new Leg(event.getQueueId(), start, priority, event.getItemCode()),
        event.getTime());
  }

  private void transfer(Event event) {
    var running = waiting.remove(event.getTicketId());
    var before = running == null ? called.remove(event.getTicketId()) : running;
    if (before == null) {
      return;
    }
    forecaster.leave(event.getTicketId(), event.getTime());
    forecaster.free(event.getTicketId(), event.getTime());
    long start = running != null ? running.start() : event.getTime();
    join(
        event.getTicketId(),
        new Leg(event.getToQueueId(), start, before.priority(), null),
        event.getTime());
  }

  private void join(String ticketId, Leg leg, long time) {
    waiting.put(ticketId, leg);
    forecaster.join(ticketId, leg.queueId(), leg.start(), leg.priority(), leg.item(), time);
  }
}
