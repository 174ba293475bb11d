package io.hallpulse.ingest.replay;

import java.io.PrintWriter;

/** Tells on long files how far the replay is, once a second after the first two. */
final class Progress {
  private static final long FIRST_NANOS = 2_000_000_000L;
  private static final long STEP_NANOS = 1_000_000_000L;

  private final PrintWriter out;
  private final long startNanos = System.nanoTime();
  private long nextNanos = FIRST_NANOS;
  private long events;

  Progress(PrintWriter out) {
    this.out = out;
  }

  void event(long line) {
    events++;
    long elapsed = System.nanoTime() - startNanos;
    if (elapsed < nextNanos) {
      return;
    }
    nextNanos = elapsed + STEP_NANOS;
    out.printf(
        "%,d events sent, at line %,d, %,.0f events/s%n", events, line, events * 1e9 / elapsed);
    out.flush();
  }

  double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
