package io.hallpulse.local.live;

import io.hallpulse.local.stack.Http;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for the live halls ten times a second, and tells how they come back after a fault. */
public final class LiveWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveWatch.class);
  private static final Duration FRESH = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 100;

  /** What was under way when the fault came has been shown by then. */
  private static final long SETTLED_MILLIS = 500;

  /** Each hall is heard of several times within this time. */
  private static final long USUAL_MILLIS = 8_000;

  private final String summary;
  private final LiveHalls halls;
  private final Thread thread = new Thread(this::watch, "live-watch");
  private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();

  /**
   * @param serving address of the wall
   * @param watched which halls count, by their ids
   */
  public LiveWatch(String serving, Predicate<String> watched) {
    summary = serving + "/api/v1/live/summary";
    halls = new LiveHalls(watched);
    thread.setDaemon(true);
    thread.start();
  }

  /** Does a fault and waits until live state is as before. */
  public Recovery after(Runnable fault, Duration atMost)
      throws InterruptedException, TimeoutException {
    return after(fault, usualLag(), atMost);
  }

  /**
   * Does a fault and waits until live state is as before.
   *
   * @param usual how far the halls are behind when all is well, see {@link #usualLag}
   */
  public Recovery after(Runnable fault, Duration usual, Duration atMost)
      throws InterruptedException, TimeoutException {
    long start = System.nanoTime();
    fault.run();
    TimeUnit.MILLISECONDS.sleep(SETTLED_MILLIS);
    long seen = halls.versions();
    double again = await("processing again", start, atMost, () -> halls.versions() > seen);
    double caughtUp =
        await("caught up", start, atMost, () -> halls.lag(Instant.now()).compareTo(usual) <= 0);
    double fresh =
        await("fresh", start, atMost, () -> halls.lag(Instant.now()).compareTo(FRESH) < 0);
    double poll = PAUSE_MILLIS / 1000.0;
    return new Recovery(again, fresh, caughtUp / Math.max(caughtUp - again, poll));
  }

  /** How far the halls are behind now that all is well, at the worst; looks for some seconds. */
  public Duration usualLag() throws InterruptedException {
    var worst = Duration.ZERO;
    long start = System.nanoTime();
    while (since(start) * 1000 < USUAL_MILLIS) {
      var lag = halls.lag(Instant.now());
      worst = lag.compareTo(worst) > 0 ? lag : worst;
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    return worst;
  }

  /** Waits for something about the halls; returns after how many seconds since the start it was. */
  private double await(String what, long start, Duration atMost, BooleanSupplier reached)
      throws InterruptedException, TimeoutException {
    while (!reached.getAsBoolean()) {
      var defect = broken.get();
      if (defect != null) {
        throw defect;
      }
      if (since(start) > atMost.toSeconds()) {
        throw new TimeoutException("Not %s within %s".formatted(what, atMost));
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS / 2);
    }
    return since(start);
  }

  /** Events folded of all watched halls, as shown. */
  public long versions() {
    return halls.versions();
  }

  /** Versions that were shown after higher ones. */
  public List<String> wentBack() {
    return halls.wentBack();
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  private void watch() {
    try {
      while (true) {
        look();
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException closed) {
      LOG.debug("Live halls are watched no more");
    } catch (RuntimeException defect) {
      broken.set(defect);
    }
  }

  private void look() throws InterruptedException {
    try {
      halls.shown(Http.get(summary));
    } catch (IOException silent) {
      LOG.debug("Serving does not answer", silent); // which is measured, by what it says later
    }
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
