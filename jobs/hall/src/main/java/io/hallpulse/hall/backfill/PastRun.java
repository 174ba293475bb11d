package io.hallpulse.hall.backfill;

import io.hallpulse.domain.reference.Reference;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.References;
import io.hallpulse.hall.Entrances;
import io.hallpulse.hall.HallStreams;
import io.hallpulse.hall.HallTopology;
import io.hallpulse.hall.backfill.LakeMoment.KnownHall;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/**
 * One run of the hall job's own stream over what the lake holds of some days. Bounded: Flink sorts
 * by hall and time, so that each hall's past goes by once and only one hall's state is held.
 */
final class PastRun {
  private final Lake lake;
  private final LakeMoment moment;
  private final Stretch stretch;
  private final Reference reference;
  private final @Nullable String hall;

  /**
   * @param hall alone, or null for all
   */
  PastRun(
      Lake lake, LakeMoment moment, Stretch stretch, Reference reference, @Nullable String hall) {
    this.lake = lake;
    this.moment = moment;
    this.stretch = stretch;
    this.reference = reference;
    this.hall = hall;
  }

  /**
   * The facts of the stretch's days in their newest revision, by table and identity.
   *
   * @param references opens the stream of reference data; all of it is read before the first event
   * @param present when the halls' time ends, microseconds
   */
  Map<LakeTable<?>, Map<List<@Nullable Object>, Fact>> facts(
      Function<StreamExecutionEnvironment, DataStream<KafkaRecord>> references,
      References published,
      Entrances entrances,
      long present,
      Progress progress)
      throws Exception {
    var env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration());
    var streams =
        HallTopology.ofPast(stored(env), references.apply(env), published, entrances, present);
    var latest = new HashMap<LakeTable<?>, Map<List<@Nullable Object>, Fact>>();
    try (var rows = rowsOfDays(streams).collectAsync()) {
      var job = env.executeAsync("back-fill");
      progress.follow(job, moment.count(stretch.events()));
      while (rows.hasNext()) {
        var fact = RowsOfDays.fact(rows.next());
        latest
            .computeIfAbsent(fact.table(), table -> new HashMap<>())
            .merge(fact.identity(), fact, (a, b) -> a.revision() < b.revision() ? b : a);
      }
      job.getJobExecutionResult().get();
    } finally {
      progress.end();
      env.close();
    }
    return latest;
  }

  private static Configuration configuration() {
    var configuration = new Configuration();
    configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    return configuration;
  }

  private DataStream<KafkaRecord> stored(StreamExecutionEnvironment env) throws Exception {
    var type = TypeInformation.of(KafkaRecord.class);
    var source = lake.storedEvents(moment.eventsId(), stretch.events());
    DataStream<KafkaRecord> records =
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "read-stored-events", type)
            .uid("read-stored-events")
            .filter(new Chosen(hall, start("")))
            .uid("choose-events")
            .name("choose-events");
    var beginnings = beginnings();
    if (!beginnings.isEmpty()) {
      records = records.union(env.fromData(beginnings, type).uid("begin-halls"));
    }
    return records
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<KafkaRecord>noWatermarks()
                .withTimestampAssigner((record, none) -> Math.floorDiv(record.arrived(), 1_000)))
        .uid("tell-time")
        .name("tell-time");
  }

  /** Midnight, from which on all that was said is read. */
  private long start(String district) {
    return reference.days(district).start(stretch.begin().toEpochDay());
  }

  /** So that time passes in a hall that was there already, though nobody says anything. */
  private List<KafkaRecord> beginnings() {
    var codec = AvroCodec.batches();
    var records = new ArrayList<KafkaRecord>();
    for (var known : halls()) {
      var event = beginning(known);
      var batch =
          new EventBatch(
              event.getSource(),
              event.getEpoch(),
              event.getSeq(),
              event.getDistrict(),
              event.getHallId(),
              List.of(event));
      records.add(
          KafkaRecord.stored(0, 0, event.getTime(), event.getHallId(), codec.encode(batch)));
    }
    return records;
  }

  private List<KnownHall> halls() {
    Set<KnownHall> before = moment.hallsBefore(stretch.from());
    return before.stream().filter(known -> hall == null || hall.equals(known.hallId())).toList();
  }

  private Event beginning(KnownHall known) {
    return Event.newBuilder()
        .setSource("back-fill")
        .setEpoch(1)
        .setSeq(1)
        .setTime(start(known.district()))
        .setDistrict(known.district())
        .setHallId(known.hallId())
        .setKind(EventKind.HEARTBEAT)
        .build();
  }

  private DataStream<FactRow> rowsOfDays(HallStreams streams) {
    return rowsOfDays(streams.tickets(), LakeTables.TICKETS)
        .union(
            rowsOfDays(streams.queues(), LakeTables.QUEUE_5M),
            rowsOfDays(streams.losses(), LakeTables.SLOT_LOSSES),
            rowsOfDays(streams.scores(), LakeTables.HEALTH_DAILY),
            rowsOfDays(streams.ratings(), LakeTables.RATINGS),
            rowsOfDays(streams.notices(), LakeTables.NOTICES),
            rowsOfDays(streams.cases(), LakeTables.CASES),
            rowsOfDays(streams.refused(), LakeTables.REFUSED));
  }

  private DataStream<FactRow> rowsOfDays(DataStream<RowData> rows, LakeTable<?> table) {
    return rows.flatMap(new RowsOfDays(table, stretch.from(), stretch.to()))
        .returns(FactRow.class)
        .uid("days-of-" + table.name())
        .name("days-of-" + table.name());
  }
}
