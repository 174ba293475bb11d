package io.hallpulse.testkit;

import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Faults from a seed: the first connection gets the first fault, and so on. The same seed gives the
 * same faults; when a client connects is up to the client, so a replay is near, not equal.
 */
public final class FaultPlan implements Supplier<Fault> {
  private static final String SEED = "hallpulse.seed";

  private final Random random;
  private final int mostBytes;
  private boolean over;

  /**
   * @param mostBytes how far into a connection its fault comes at the latest
   */
  public FaultPlan(long seed, int mostBytes) {
    this.random = new Random(seed);
    this.mostBytes = mostBytes;
  }

  /** Seeds 1 to n, or the single one given by {@code -Dhallpulse.seed}, to look at it closer. */
  public static LongStream seeds(int n) {
    var one = Long.getLong(SEED);
    return one == null ? LongStream.rangeClosed(1, n) : LongStream.of(one);
  }

  @Override
  public synchronized Fault get() {
    return over ? Fault.NONE : Fault.random(random, mostBytes);
  }

  /** New connections have no faults any more. */
  public synchronized void end() {
    over = true;
  }
}
