package io.hallpulse.hall.backfill;

import java.io.PrintStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.jspecify.annotations.Nullable;

/** Says now and then how far a run has come. */
final class Progress {
  private static final int EVERY_SECONDS = 3;

  private final PrintStream out;
  private @Nullable ScheduledExecutorService clock;
  private long told = -1;
  private boolean folds;

  Progress(PrintStream out) {
    this.out = out;
  }

  void follow(JobClient job, long events) {
    var every =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              var thread = new Thread(work, "progress");
              thread.setDaemon(true);
              return thread;
            });
    every.scheduleWithFixedDelay(
        () -> tell(job, events), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    clock = every;
  }

  private void tell(JobClient job, long events) {
    long read = read(job);
    if (read != told) {
      told = read;
      out.printf("  read %,d of %,d events%n", read, events);
    } else if (read > 0 && !folds) {
      folds = true;
      out.println("  folds them");
    }
  }

  private static long read(JobClient job) {
    try {
      var value = job.getAccumulators().get().get(Chosen.READ);
      return value == null ? 0 : (long) value;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } catch (ExecutionException e) {
      return 0; // the run itself says what became of it
    }
  }

  void end() {
    if (clock != null) {
      clock.shutdownNow();
    }
  }
}
