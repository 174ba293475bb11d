package io.hallpulse.benchmarks.kernels;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.event.EventBatch;
import java.util.List;
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
import org.openjdk.jmh.infra.Blackhole;

/** A batch to bytes and back, per event. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecKernel {
  private static final int EVENTS = 64;

  @Param({"1", "16", "64"})
  @SuppressWarnings("NullAway.Init")
  public int batchSize;

  private final AvroCodec<EventBatch> codec = AvroCodec.batches();
  private List<EventBatch> batches = List.of();
  private List<byte[]> encoded = List.of();

  @Setup
  public void prepare() {
    batches = SimulatedEvents.batches(SimulatedEvents.of(0, EVENTS), batchSize);
    encoded = batches.stream().map(codec::encode).toList();
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void encode(Blackhole hole) {
    for (var batch : batches) {
      hole.consume(codec.encode(batch));
    }
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void decode(Blackhole hole) {
    for (var bytes : encoded) {
      hole.consume(codec.decode(bytes));
    }
  }
}
