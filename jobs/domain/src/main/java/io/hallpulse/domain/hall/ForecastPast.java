package io.hallpulse.domain.hall;

import io.hallpulse.domain.forecast.HallForecaster;
import io.hallpulse.domain.live.CounterPost;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Tells a forecaster what a hall's tickets and counters have done, in the order of time. */
final class ForecastPast {
  private final HallForecaster forecaster;
  private final List<Step> steps = new ArrayList<>();

  private record Step(long time, Runnable telling) {}

  ForecastPast(HallForecaster forecaster) {
    this.forecaster = forecaster;
  }

  void add(String id, Ticket ticket) {
    var issue = ticket.issue();
    if (issue == null) {
      return;
    }
    boolean first = true;
    for (var leg : ticket.legs()) {
      long joined = first ? issue.time() : leg.start();
      var item = first ? issue.itemCode() : null;
      at(
          joined,
          () ->
              forecaster.joinUnasked(
                  id, leg.queueId(), leg.start(), issue.priority(), item, joined));
      var counter = leg.counterId();
      if (counter != null) {
        at(leg.calledAt(), () -> forecaster.call(id, counter, leg.calledAt()));
      } else if (ticket.status() != TicketStatus.WAITING) {
        at(ticket.since(), () -> forecaster.leave(id, ticket.since()));
      }
      first = false;
    }
    for (var service : ticket.services()) {
      if (service.isEnded()) {
        at(service.endedAt(), () -> forecaster.free(id, service.endedAt()));
      }
    }
    if (ticket.status() == TicketStatus.NO_SHOW) {
      at(ticket.since(), () -> forecaster.miss(id, ticket.since()));
    }
  }

  void add(String counterId, CounterPost post) {
    if (post.staffId() != null) {
      var staff = Objects.requireNonNull(post.staffId());
      at(post.staffAt(), () -> forecaster.signIn(counterId, staff, post.staffAt()));
    }
    switch (post.state()) {
      case OPEN -> at(post.stateAt(), () -> forecaster.open(counterId, post.stateAt()));
      case PAUSED, CLOSED -> at(post.stateAt(), () -> forecaster.shut(counterId, post.stateAt()));
      case NEVER_HEARD -> {
        // It may have called tickets all the same.
      }
    }
    if (post.observedAt() > 0) {
      at(post.observedAt(), () -> forecaster.see(counterId, post.present(), post.observedAt()));
    }
  }

  private void at(long time, Runnable telling) {
    steps.add(new Step(time, telling));
  }

  /** Steps of one time are told in the order in which they were added. */
  void tell() {
    steps.sort(Comparator.comparingLong(Step::time));
    steps.forEach(step -> step.telling().run());
  }
}
