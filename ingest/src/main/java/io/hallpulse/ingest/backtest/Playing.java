package io.hallpulse.ingest.backtest;

import io.hallpulse.domain.forecast.Backtest;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.ServiceCounter;
import java.io.PrintWriter;
import java.util.Set;

/** Plays a log to the back-test, and tells once a second how far it is. */
final class Playing {
  private static final long STEP_NANOS = 1_000_000_000L;

  private final Backtest backtest = new Backtest();
  private final PrintWriter out;
  private final long startNanos = System.nanoTime();
  private long nextNanos = 2 * STEP_NANOS;
  private long events;

  Playing(PrintWriter out) {
    this.out = out;
  }

  void reference(Datum datum) {
    if (datum instanceof ServiceCounter counter) {
      backtest.assign(counter.hallId(), counter.counterId(), Set.copyOf(counter.queueIds()));
    }
  }

  void event(Event event) {
    backtest.take(event);
    events++;
    long elapsed = System.nanoTime() - startNanos;
    if (elapsed >= nextNanos) {
      nextNanos = elapsed + STEP_NANOS;
      out.printf(
          "%,d events played, up to %s of %s%n",
          events, EventJson.instant(event.getTime()), event.getHallId());
      out.flush();
    }
  }

  long events() {
    return events;
  }

  Backtest backtest() {
    return backtest;
  }
}
