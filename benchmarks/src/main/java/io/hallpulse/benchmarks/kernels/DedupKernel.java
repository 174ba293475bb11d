package io.hallpulse.benchmarks.kernels;

import io.hallpulse.domain.sequence.SeenSequence;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a batch costs to be known as new or repeated. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DedupKernel {
  private static final int BATCHES = 1024;
  private static final int SIZE = 16;

  /** How batches arrive. */
  public enum Arrival {
    IN_ORDER,
    /** Every eighth comes 32 batches late. */
    WITH_GAPS,
    /** Each comes twice. */
    DUPLICATES
  }

  @Param public Arrival arrival = Arrival.IN_ORDER;
  private final long[] first = new long[BATCHES];

  @Setup
  public void prepare() {
    for (int i = 0; i < BATCHES; i++) {
      long batch =
          switch (arrival) {
            case IN_ORDER -> i;
            case WITH_GAPS -> i % 8 == 7 && i > 32 ? i - 32 : i;
            case DUPLICATES -> i / 2;
          };
      first[i] = 1 + batch * SIZE;
    }
  }

  @Benchmark
  @OperationsPerInvocation(BATCHES)
  public long takeBatches() {
    var seen = SeenSequence.nothing();
    long fresh = 0;
    for (long from : first) {
      if (seen.isNew(from, from + SIZE)) {
        fresh++;
      }
      seen = seen.with(from, from + SIZE);
    }
    return fresh + seen.highest();
  }
}
