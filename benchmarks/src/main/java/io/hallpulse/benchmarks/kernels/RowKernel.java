package io.hallpulse.benchmarks.kernels;

import io.hallpulse.domain.hall.Digest;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.RowWriter;
import io.hallpulse.schemas.event.RawEvent;
import io.hallpulse.schemas.lake.LakeTables;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.table.data.RowData;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A fact to a row, to bytes, to the digest that tells whether it has changed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RowKernel {
  private static final int EVENTS = 1_024;

  private final Digest<RawEvent> digest = new Digest<>(LakeTables.EVENTS);
  private final RowWriter<RawEvent> writer = new RowWriter<>(LakeTables.EVENTS);
  private final TypeSerializer<RowData> serializer =
      Lake.rows(LakeTables.EVENTS).createSerializer(new SerializerConfigImpl());
  private final DataOutputSerializer bytes = new DataOutputSerializer(1 << 20);
  private final List<RawEvent> events = new ArrayList<>();
  private final List<RowData> rows = new ArrayList<>();

  @Setup
  public void prepare() {
    for (var event : SimulatedEvents.of(0, EVENTS)) {
      events.add(new RawEvent(event, 0, events.size(), 0, LocalDate.of(2026, 9, 1)));
    }
    events.forEach(event -> rows.add(writer.row(event)));
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void toRow(Blackhole hole) {
    for (var event : events) {
      hole.consume(writer.row(event));
    }
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int toBytes() throws IOException {
    bytes.clear();
    for (var row : rows) {
      serializer.serialize(row, bytes);
    }
    return bytes.length();
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public long digest() {
    long all = 0;
    for (var event : events) {
      all ^= digest.of(event);
    }
    return all;
  }
}
