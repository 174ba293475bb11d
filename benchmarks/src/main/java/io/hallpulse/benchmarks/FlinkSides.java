package io.hallpulse.benchmarks;

import io.hallpulse.flinkio.Kafka;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.hall.Entrance;
import io.hallpulse.hall.Entrances;
import io.hallpulse.hall.HallTopology;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Topic;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.reference.ReferenceVersion;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;

/** Flink's side of the comparisons: the hall job, and Flink that decodes and throws away. */
final class FlinkSides {
  /** Shared with the job's threads: source, job and tally run in this process. */
  static final Tally ROWS = new Tally();

  /** Events that the decode alone has seen, of all its runs. */
  static final LongAdder DECODED = new LongAdder();

  private static final long COMMIT_MILLIS = 2_000;

  private final String brokers;

  FlinkSides(String brokers) {
    this.brokers = brokers;
  }

  /** The hall job's own topology; rows and live records are discarded, as in the loop. */
  void hallJob(Topic topic) throws Exception {
    var env = environment();
    var streams = topology(env, topic);
    discard(streams.events());
    discard(streams.tickets());
    discard(streams.losses());
    discard(streams.queues());
    discard(streams.scores());
    discard(streams.ratings());
    discard(streams.notices());
    discard(streams.alerts());
    discard(streams.refused());
    discard(streams.cases());
    discard(streams.live());
    discard(streams.references());
    env.execute("hall");
  }

  /** The same with rows appended to a lake; a checkpoint now and then commits them. */
  void hallJobInto(OwnLake lake, Topic topic) throws Exception {
    var configuration = configuration();
    // The state outgrows the 5 MB that a checkpoint in memory may have.
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, lake.checkpoints());
    var env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    env.enableCheckpointing(COMMIT_MILLIS);
    var streams = topology(env, topic);
    streams.appendTo(lake.lake());
    discard(streams.live());
    env.execute("hall");
  }

  /** The same, but what comes out is tallied in {@link #ROWS}. */
  void talliedHallJob(Topic topic) throws Exception {
    var env = environment();
    var streams = topology(env, topic);
    tally(streams.events(), () -> LakeTables.EVENTS);
    tally(streams.tickets(), () -> LakeTables.TICKETS);
    tally(streams.losses(), () -> LakeTables.SLOT_LOSSES);
    tally(streams.ratings(), () -> LakeTables.RATINGS);
    tally(streams.notices(), () -> LakeTables.NOTICES);
    discard(streams.queues()); // how often forecasts are made depends on the wall clock
    discard(streams.scores()); // of districts after a pause of the wall clock
    discard(streams.alerts()); // seen when looked at, by the wall clock
    tally(streams.refused(), () -> LakeTables.REFUSED);
    discard(streams.cases());
    discard(streams.live());
    discard(streams.references());
    env.execute("hall");
  }

  /** Source, decode, discard: the least that Flink can do with the topic. */
  void decodeOnly(Topic topic) throws Exception {
    var env = environment();
    discard(
        Kafka.readToEnd(env, topic, brokers)
            .flatMap(new Decode())
            .returns(Types.LONG)
            .uid("decode"));
    env.execute("decode");
  }

  private io.hallpulse.hall.HallStreams topology(StreamExecutionEnvironment env, Topic topic) {
    var reference =
        new KafkaRecord(
            Topics.REFERENCE.name(),
            0,
            0,
            0,
            "unit/bench/0/1",
            AvroCodec.references()
                .encode(
                    new ReferenceVersion(
                        "unit",
                        "bench",
                        0L,
                        0L,
                        1L,
                        "bench",
                        "{\"unit_id\":\"bench\",\"name\":\"bench\"}")));
    return HallTopology.of(
        Kafka.readToEnd(env, topic, brokers),
        env.fromData(List.of(reference), TypeInformation.of(KafkaRecord.class)).uid("references"),
        List::of,
        entrances(brokers),
        0);
  }

  private static Entrances entrances(String brokers) {
    return () -> Entrance.of(brokers, Keys.secret(), Keys.loader());
  }

  private static void tally(DataStream<RowData> rows, SerializableSupplier<LakeTable<?>> table) {
    discard(
        rows.map(
                row -> {
                  ROWS.add(table.get(), row);
                  return row.getArity();
                })
            .returns(Types.INT));
  }

  private static void discard(DataStream<?> stream) {
    stream.sinkTo(new DiscardingSink<>());
  }

  private static StreamExecutionEnvironment environment() {
    return StreamExecutionEnvironment.createLocalEnvironment(1, configuration());
  }

  private static Configuration configuration() {
    var configuration = new Configuration();
    configuration.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none"); // a failure is shown
    return configuration;
  }

  private static final class Decode extends RichFlatMapFunction<KafkaRecord, Long> {
    @SuppressWarnings("NullAway.Init") // open() comes first
    private transient AvroCodec<EventBatch> codec;

    @Override
    public void open(OpenContext context) {
      codec = AvroCodec.batches();
    }

    @Override
    public void flatMap(KafkaRecord record, Collector<Long> out) {
      if (codec.decode(record.value()) instanceof Parsed.Accepted<EventBatch> accepted) {
        DECODED.add(accepted.value().getEvents().size());
        out.collect(accepted.value().getFirstSeq());
      }
    }
  }
}
