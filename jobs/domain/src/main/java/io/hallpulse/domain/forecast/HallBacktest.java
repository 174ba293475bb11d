package io.hallpulse.domain.forecast;

import io.hallpulse.schemas.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Plays one hall's events to the forecaster and all textbooks, and scores them at the calls. */
final class HallBacktest {
  private final HallForecaster forecaster = new HallForecaster(Learned.nothing());
  private final HallEvents events = new HallEvents(forecaster);
  private final Map<Method, Fitted> fitted = new EnumMap<>(Method.class);
  private final Map<String, List<Question>> open = new HashMap<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));
  private final Scored scored;
  private int left;

  /** A further question about a ticket that may be waiting then. */
  private record Due(long at, String ticketId, Moment moment) {}

  /** Told of each question whose answer is known. */
  interface Scored {
    void scored(Question question, double wait);
  }

  HallBacktest(Scored scored) {
    this.scored = scored;
  }

  void assign(String counterId, Set<String> queueIds) {
    forecaster.assign(counterId, queueIds);
  }

  void take(Event event) {
    askWhatIsDue(event.getTime());
    var ticketId = event.getTicketId();
    switch (event.getKind()) {
      case TICKET_CALLED -> called(ticketId, event.getTime());
      case TICKET_CANCELLED -> left += open.remove(ticketId) == null ? 0 : 1;
      case TICKET_TRANSFERRED -> open.remove(ticketId);
      default -> {
        // Nothing that a question waits for.
      }
    }
    events.take(event);
    switch (event.getKind()) {
      case TICKET_ISSUED, TICKET_TRANSFERRED -> joined(ticketId, event.getTime());
      default -> {
        // Nothing to ask about.
      }
    }
  }

  /** Tickets asked about that were cancelled before a call. */
  int left() {
    return left;
  }

  private void joined(String ticketId, long time) {
    forecaster
        .given(ticketId)
        .ifPresent(
            forecast -> {
              open.put(ticketId, new ArrayList<>());
              ask(ticketId, Moment.ISSUE, forecast, time);
              long start = forecaster.start(ticketId);
              for (var moment : Moment.values()) {
                if (moment != Moment.ISSUE && start + moment.waited() > time) {
                  due.add(new Due(start + moment.waited(), ticketId, moment));
                }
              }
            });
  }

  private void askWhatIsDue(long time) {
    while (!due.isEmpty() && due.peek().at() < time) {
      var next = due.remove();
      if (open.containsKey(next.ticketId())) {
        forecaster
            .of(next.ticketId(), next.at())
            .ifPresent(forecast -> ask(next.ticketId(), next.moment(), forecast, next.at()));
      }
    }
  }

  private void ask(String ticketId, Moment moment, WaitForecast forecast, long at) {
    long start = forecaster.start(ticketId);
    double waited = (at - start) / 1e6;
    var textbook = forecaster.textbook(ticketId, at);
    var whole = forecast.after(waited);
    // A count of those ahead tells what is still to come; a past wait tells a whole one.
    var plain =
        Map.of(
            Method.LES,
            Math.max(waited, textbook.lastToEnterService()),
            Method.HOL,
            Math.max(waited, textbook.headOfLine()),
            Method.QL,
            Math.max(0, waited) + textbook.queueLength(),
            Method.QL_COUNTERS,
            Math.max(0, waited) + textbook.freeCounter());
    var queueId = forecaster.queue(ticketId);
    var answers = new EnumMap<Method, double[]>(Method.class);
    answers.put(Method.FORECAST, new double[] {whole.p50(), whole.p90()});
    plain.forEach((method, seconds) -> answers.put(method, new double[] {seconds, seconds}));
    if (moment == Moment.ISSUE) {
      plain.forEach(
          (method, seconds) -> {
            var fit = of(method);
            double p50 = fit.quantile(0, seconds, queueId);
            double p90 = Math.max(p50, fit.quantile(1, seconds, queueId));
            answers.put(fittedOf(method), new double[] {p50, p90});
          });
    }
    of(ticketId, open).add(new Question(moment, queueId, start, plain, answers));
  }

  private static List<Question> of(String ticketId, Map<String, List<Question>> open) {
    return open.computeIfAbsent(ticketId, id -> new ArrayList<>());
  }

  private Fitted of(Method plain) {
    return fitted.computeIfAbsent(plain, fresh -> new Fitted());
  }

  private static Method fittedOf(Method plain) {
    return switch (plain) {
      case LES -> Method.LES_FITTED;
      case HOL -> Method.HOL_FITTED;
      case QL -> Method.QL_FITTED;
      case QL_COUNTERS -> Method.QL_COUNTERS_FITTED;
      default -> throw new IllegalArgumentException(plain + " is not of the textbook");
    };
  }

  private void called(String ticketId, long time) {
    var questions = open.remove(ticketId);
    if (questions == null) {
      return;
    }
    for (var question : questions) {
      double wait = Math.max(0, (time - question.start()) / 1e6);
      scored.scored(question, wait);
      learn(question, wait);
    }
  }

  private void learn(Question question, double wait) {
    if (question.moment() == Moment.ISSUE) {
      question
          .plain()
          .forEach((method, seconds) -> of(method).learn(seconds, wait, question.queueId()));
    }
  }
}
