package io.hallpulse.hall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.flinkio.Kafka;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.LakeSetup;
import io.hallpulse.flinkio.PublishedReferences;
import io.hallpulse.hall.backfill.Backfill;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.testkit.Broker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A back-fill beside the live job, with a real broker, a real lake and a real Flink: what came too
 * late and what is wrong is put right, once, and the job goes on.
 */
@Timeout(300)
class BackfillTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
  private static final Instant NOW = Instant.parse("2026-04-10T00:00:00Z");
  private static final int DAY = 24 * 60;

  /** Five minutes of Monday evening. */
  private static final Instant NOBODYS = Instant.parse("2026-03-02T13:00:00Z");

  @TempDir private Path folder;
  private EmbeddedPostgres postgres;
  private Broker broker;
  private Lake lake;
  private KafkaProducer<String, byte[]> producer;
  private @Nullable JobClient live;

  @BeforeEach
  void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    broker = new Broker(Files.createDirectory(folder.resolve("kafka"))).start();
    lake =
        new Lake(
            postgres.getJdbcUrl("postgres", "postgres"),
            "postgres",
            "postgres",
            folder.resolve("lake").toUri().toString());
    LakeSetup.prepare(lake, LakeTables.all());
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address()),
            new StringSerializer(),
            new ByteArraySerializer());
    send(Topics.REFERENCE.name(), List.of(Day.district()));
  }

  @AfterEach
  void stop() throws Exception {
    if (live != null) {
      live.cancel().get();
    }
    producer.close();
    broker.close();
    postgres.close();
  }

  @Test
  void whatCameTooLateAndWhatIsWrongIsPutRightAndTheJobGoesOn() throws Exception {
    live = live();
    var kiosk = new Day("h1", "kiosk").visit("t0", 0).visit("t1", 20);
    kiosk.at(30 * DAY, EventKind.HEARTBEAT, event -> {}); // longer than anything is kept
    var other = new Day("h2", "other").visit("u0", 5);
    other.at(DAY, EventKind.HEARTBEAT, event -> {});
    events(kiosk, 0);
    events(other, 0);
    await(LakeTables.HEALTH_DAILY, row -> isFinal(row, "h1"));
    await(LakeTables.HEALTH_DAILY, row -> isFinal(row, "h2"));
    int said = kiosk.events().size();
    kiosk.visit("late", 40).at(41, EventKind.CASE_OPENED, event -> event.setCaseId("case-late"));
    events(kiosk, said);
    await(LakeTables.REFUSED, 4, row -> text(row, "reason").startsWith("BEYOND_RETENTION"));
    await(LakeTables.CASES, row -> row.getField("first_ticket_at") == null);
    for (var ticket : List.of("t1", "u0")) {
      plant(
          LakeTables.TICKETS, row -> ticket.equals(row.getField("ticket_id")), "wait_seconds", 9L);
    }
    plant(
        LakeTables.QUEUE_5M,
        row -> row.getField("arrivals").equals(1),
        "slot_start",
        NOBODYS.atOffset(ZoneOffset.UTC));
    plant(
        LakeTables.QUEUE_5M,
        row -> NOBODYS.atOffset(ZoneOffset.UTC).equals(row.getField("slot_start")),
        "open_counters",
        3);
    plant(LakeTables.QUEUE_5M, row -> row.getField("arrivals").equals(1), "arrivals", 77);
    plant(LakeTables.SLOT_LOSSES, row -> true, "exposure", 77L);
    plant(LakeTables.HEALTH_DAILY, row -> isFinal(row, "h2"), "shi", 1.5);

    var dry = backfill(true);
    assertThat(dry.written()).isPositive();
    assertThat(latest(LakeTables.TICKETS)).doesNotContainKey("late");

    assertThat(backfill(false)).isEqualTo(dry);

    // Nobody came, but that a counter was open is not taken back with the visitors.
    assertThat(latest(LakeTables.QUEUE_5M).values())
        .filteredOn(row -> NOBODYS.equals(row.get("slot_start")))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("arrivals", 0))
        .satisfies(row -> assertThat(row).containsEntry("open_counters", 3));

    var orderly = Stream.of(kiosk, other).flatMap(day -> day.records(1, 0).stream()).toList();
    assertIsThatOf(TopologyRun.run(RuntimeExecutionMode.STREAMING, byTime(orderly, kiosk, other)));
    assertThat(latest(LakeTables.TICKETS).get("late"))
        .containsEntry("wait_seconds", 240L)
        .containsEntry("handling_seconds", 600L)
        .containsEntry("outcome", "COMPLETED");
    assertThat(backfill(false).written()).isZero();

    // The job's next revision wins, and nothing of what it commits is lost or doubled.
    other.at(
        40,
        EventKind.RATING_SUBMITTED,
        event -> event.setTicketId("u0").setLevel(5).setActive(true).setReasons(List.of()));
    events(other, other.events().size() - 1);
    await(LakeTables.TICKETS, row -> Integer.valueOf(5).equals(row.getField("rating_level")));
    assertThat(latest(LakeTables.TICKETS).get("u0"))
        .containsEntry("rating_level", 5)
        .containsEntry("wait_seconds", 240L);
    // But it counts the district without what it has refused; so the next back-fill says again.
    assertThat(writtenUntilNothingIs()).isBetween(1L, 3L);
    assertThat(live.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
    assertThat(rows(LakeTables.EVENTS))
        .extracting(row -> row.getField("source") + "/" + row.getField("seq"))
        .hasSize(kiosk.events().size() + other.events().size())
        .doesNotHaveDuplicates();
    assertThat(rows(LakeTables.TICKETS))
        .extracting(row -> row.getField("ticket_id") + "/" + row.getField("revision"))
        .doesNotHaveDuplicates();
  }

  @Test
  void daysThatCannotBeBackfilledAreNamed() {
    var today = LocalDate.of(2026, 4, 10);
    assertThatThrownBy(() -> backfill(MONDAY, today, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2026-04-10 is not over yet: only past days can be back-filled");
    assertThatThrownBy(() -> backfill(MONDAY, MONDAY.minusDays(1), false))
        .hasMessage("--from 2026-03-02 is after --to 2026-03-01");
    assertThatThrownBy(() -> backfill(MONDAY, MONDAY, false))
        .hasMessage("The lake holds no events");
  }

  /** The job may say more of the district between two back-fills. */
  private long writtenUntilNothingIs() throws Exception {
    long all = 0;
    for (int run = 0; run < 4; run++) {
      long written = backfill(false).written();
      if (written == 0) {
        return all;
      }
      all += written;
    }
    throw new AssertionError("Each back-fill has written, %d rows so far".formatted(all));
  }

  private Backfill.Result backfill(boolean isDry) throws Exception {
    return backfill(MONDAY, MONDAY, isDry);
  }

  private Backfill.Result backfill(LocalDate from, LocalDate to, boolean isDry) throws Exception {
    var told = new ByteArrayOutputStream();
    try {
      return new Backfill(from, to, null, isDry, new PrintStream(told, true, UTF_8))
          .run(
              new Backfill.Ends(
                  lake,
                  env -> Kafka.readToEnd(env, Topics.REFERENCE, broker.address()),
                  new PublishedReferences(broker.address()),
                  Doors::open),
              InstantSource.fixed(NOW));
    } finally {
      System.out.println(told.toString(UTF_8));
    }
  }

  /** Monday's latest facts in the lake are those of a run in which nothing was late or wrong. */
  private void assertIsThatOf(TopologyRun.Result orderly) throws IOException {
    for (var table :
        List.of(
            LakeTables.TICKETS,
            LakeTables.QUEUE_5M,
            LakeTables.SLOT_LOSSES,
            LakeTables.HEALTH_DAILY,
            LakeTables.CASES,
            LakeTables.REFUSED)) {
      var expected = orderly.latest(table);
      expected.values().removeIf(row -> !Integer.valueOf(day()).equals(row.get("local_date")));
      var actual = latest(table);
      actual.values().removeIf(row -> Boolean.TRUE.equals(row.get("resolved")));
      if (table == LakeTables.QUEUE_5M) { // what was forecast is not told again
        var forecasts = Set.of("forecasts", "within_p50", "within_p90");
        expected.values().forEach(row -> row.keySet().removeAll(forecasts));
        actual.values().forEach(row -> row.keySet().removeAll(forecasts));
        actual.values().removeIf(row -> NOBODYS.equals(row.get("slot_start")));
      }
      assertThat(actual).as(table.name()).isEqualTo(expected);
      assertThat(actual.isEmpty()).isEqualTo(table == LakeTables.REFUSED);
    }
  }

  private static int day() {
    return (int) MONDAY.toEpochDay();
  }

  private static List<KafkaRecord> byTime(List<KafkaRecord> records, Day... days) {
    var times = new HashMap<KafkaRecord, Long>();
    int next = 0;
    for (var day : days) {
      for (var event : day.events()) {
        times.put(records.get(next++), event.getTime());
      }
    }
    var ordered = new ArrayList<>(records);
    ordered.sort(Comparator.comparing(times::get));
    return ordered;
  }

  private void events(Day day, int from) {
    var records = day.records(1, 0);
    send(Topics.HALL_EVENTS.name(), records.subList(from, records.size()));
  }

  private void send(String topic, List<KafkaRecord> records) {
    for (var record : records) {
      var sent = new ProducerRecord<>(topic, record.key(), record.value());
      sent.headers().add(Signature.HEADER, record.signature());
      producer.send(sent);
    }
    producer.flush();
  }

  private JobClient live() throws Exception {
    var configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300));
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    var env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    var brokers = broker.address();
    var streams =
        HallTopology.of(
            Kafka.readEvents(env, lake, brokers),
            Kafka.read(env, Topics.REFERENCE, brokers),
            new PublishedReferences(brokers),
            Doors::open,
            0);
    Kafka.upsert(streams.live(), "upsert-live", brokers);
    streams.appendTo(lake);
    return env.executeAsync("live");
  }

  private static boolean isFinal(Record row, String hall) {
    return "hall".equals(row.getField("scope"))
        && hall.equals(row.getField("scope_id"))
        && MONDAY.equals(row.getField("local_date"))
        && Boolean.TRUE.equals(row.getField("final"));
  }

  private static String text(Record row, String column) {
    return String.valueOf(row.getField(column));
  }

  private void await(LakeTable<?> table, Predicate<Record> wanted) throws Exception {
    await(table, 1, wanted);
  }

  private void await(LakeTable<?> table, int rows, Predicate<Record> wanted) throws Exception {
    var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (rows(table).stream().filter(wanted).count() < rows) {
      assertThat(live.getJobExecutionResult()).isNotDone();
      assertThat(System.nanoTime()).as(table.name() + ": " + rows(table)).isLessThan(until);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  /** Writes the newest Monday's row like that once more, with one wrong value. */
  private void plant(LakeTable<?> described, Predicate<Record> wanted, String column, Object wrong)
      throws IOException {
    var row =
        rows(described).stream()
            .filter(known -> MONDAY.equals(known.getField("local_date")))
            .filter(wanted)
            .max(Comparator.comparingLong(known -> (long) known.getField("revision")))
            .orElseThrow()
            .copy();
    row.setField(column, wrong);
    row.setField("revision", (long) row.getField("revision") + 1);
    try (TableLoader loader = lake.loader(described)) {
      loader.open();
      append(loader.loadTable(), row);
    }
  }

  private static void append(Table table, Record row) throws IOException {
    var partition = new PartitionKey(table.spec(), table.schema());
    partition.partition(new InternalRecordWrapper(table.schema().asStruct()).wrap(row));
    var location =
        table.locationProvider().newDataLocation(table.spec(), partition, "wrong.parquet");
    DataWriter<Record> writer =
        Parquet.writeData(table.io().newOutputFile(location + row.hashCode()))
            .forTable(table)
            .withSpec(table.spec())
            .withPartition(partition)
            .createWriterFunc(GenericParquetWriter::create)
            .build();
    try (writer) {
      writer.write(row);
    }
    table.newAppend().appendFile(writer.toDataFile()).commit();
  }

  private List<Record> rows(LakeTable<?> table) throws IOException {
    try (TableLoader loader = lake.loader(table)) {
      loader.open();
      var all = new ArrayList<Record>();
      try (var rows = IcebergGenerics.read(loader.loadTable()).build()) {
        rows.forEach(all::add);
      }
      return all;
    }
  }

  /** The newest revisions of Monday's facts by identity, without what tells of the revision. */
  private Map<String, Map<String, Object>> latest(LakeTable<?> table) throws IOException {
    var latest = new HashMap<String, Map<String, Object>>();
    for (var row : rows(table)) {
      if (MONDAY.equals(row.getField("local_date"))) {
        var values = values(row);
        var id =
            table.identity().stream()
                .map(column -> String.valueOf(values.get(column)))
                .collect(Collectors.joining("/"));
        latest.merge(
            id, values, (a, b) -> (long) a.get("revision") > (long) b.get("revision") ? a : b);
      }
    }
    latest
        .values()
        .forEach(row -> row.keySet().removeAll(List.of("revision", "reason", "recorded")));
    return latest;
  }

  private static Map<String, Object> values(Record row) {
    var values = new HashMap<String, Object>();
    for (var field : row.struct().fields()) {
      var value = row.getField(field.name());
      if (value instanceof OffsetDateTime time) {
        value = time.toInstant();
      } else if (value instanceof LocalDate date) {
        value = (int) date.toEpochDay();
      } else if (value instanceof List<?> list) {
        value = list.size();
      }
      values.put(field.name(), value);
    }
    return values;
  }
}
