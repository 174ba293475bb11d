package io.hallpulse.benchmarks;

import java.util.concurrent.TimeUnit;

/**
 * An open-loop schedule: event i is due at a fixed time whatever became of the ones before it, so
 * that a stall counts against every event it delays.
 *
 * @param start when event 0 is due, nanoseconds since 1970
 * @param rate events per second
 */
record Schedule(long start, int rate) {

  /** When event i is due, nanoseconds since 1970. */
  long due(long i) {
    return start + i * TimeUnit.SECONDS.toNanos(1) / rate;
  }

  /** How many events are due by a time. */
  long dueBy(long nanos) {
    return nanos < start ? 0 : (nanos - start) * rate / TimeUnit.SECONDS.toNanos(1) + 1;
  }
}
