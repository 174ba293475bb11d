package io.hallpulse.upkeep.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.DeadLetter;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.testkit.Broker;
import io.hallpulse.upkeep.TestLake;
import io.hallpulse.upkeep.ledger.Verdict.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.Record;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker and a real table: what goes wrong between them is found. */
class ReconcilerTest {
  private static final Instant TIME = Instant.parse("2026-01-05T02:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

  @TempDir private static Path warehouse;
  private static TestLake lake;
  private Broker broker;
  private KafkaProducer<byte[], byte[]> producer;
  private Table events;
  private Reconciler reconciler;
  private final Map<Long, Long> offsets = new HashMap<>();
  private int partition;

  @BeforeAll
  static void startLake() throws IOException {
    lake = new TestLake(warehouse);
  }

  @AfterAll
  static void stopLake() throws IOException {
    lake.close();
  }

  @BeforeEach
  void start() throws IOException {
    broker = new Broker(Files.createTempDirectory("broker")).start();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.address()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    reconciler =
        new Reconciler(
            lake.open(),
            broker.address(),
            ZoneId.of("Asia/Shanghai"),
            Duration.ofSeconds(60),
            Clock.systemUTC());
    assertThat(reconciler.reconcile().state()).isEqualTo(State.STARTING); // there is no table yet
    events = lake.create(LakeTables.EVENTS);
  }

  @AfterEach
  void stop() {
    reconciler.close();
    producer.close();
    broker.close();
    lake.open().dropTable(TableIdentifier.of("hall", "events"));
  }

  @Test
  void droppedAndDoubledEventsAreFound() throws Exception {
    send(Sent.batch("a", 1, 65, TIME));
    send(Sent.batch("a", 65, 100, TIME));
    send(Sent.heartbeat("a", 100, 99, TIME));
    store(1, 65);
    store(65, 101);
    assertThat(reconciler.reconcile())
        .extracting(Verdict::state, Verdict::stored, Verdict::arrived)
        .containsExactly(State.OK, 100L, 100L);

    send(Sent.batch("a", 101, 111, TIME));
    assertThat(reconciler.reconcile().state()).isEqualTo(State.OK); // under way
    store(101, 105, 106, 111);
    assertThat(reconciler.reconcile().text()).isEqualTo("LOST 1: a epoch 1 seq 105");

    store(105, 106);
    assertThat(reconciler.reconcile().state()).isEqualTo(State.OK);

    store(7, 9);
    var verdict = reconciler.reconcile();
    assertThat(verdict.state()).isEqualTo(State.DOUBLED);
    assertThat(verdict.text()).isEqualTo("DOUBLED 2: a epoch 1 seq 7, 8");
    assertThat(verdict.days()).containsExactly(new Verdict.Day(DAY, 110, 112));
  }

  @Test
  void aReplacementOfFilesAddsNoRow() throws Exception {
    send(Sent.batch("a", 1, 11, TIME));
    store(1, 5);
    store(5, 11);
    assertThat(reconciler.reconcile().state()).isEqualTo(State.OK);

    replaceBy(rows(1, 11));
    assertThat(reconciler.reconcile().text()).isEqualTo("10 events stored, each once");

    replaceBy(rows(1, 10));
    assertThat(reconciler.reconcile().text()).isEqualTo("LOST 1: a epoch 1 seq 10");
  }

  @Test
  void whatIsRolledBackIsCountedAnew() throws Exception {
    send(Sent.batch("a", 1, 5, TIME));
    store(1, 5);
    long before = events.currentSnapshot().snapshotId();
    send(Sent.batch("a", 5, 11, TIME));
    store(5, 11);
    assertThat(reconciler.reconcile().stored()).isEqualTo(10);

    events.manageSnapshots().rollbackTo(before).commit();
    assertThat(reconciler.reconcile())
        .extracting(Verdict::state, Verdict::stored)
        .containsExactly(State.OK, 4L); // the job will store them again

    store(5, 11);
    assertThat(reconciler.reconcile())
        .extracting(Verdict::state, Verdict::stored)
        .containsExactly(State.OK, 10L);
  }

  @Test
  void whatCannotBeReadIsNotLost() throws Exception {
    send(Sent.batch("a", 1, 5, TIME));
    var poison = send(new byte[] {1, 2, 3});
    var wrongKey = send("elsewhere", AvroCodec.batches().encode(Sent.batch("b", 1, 4, TIME)), 0);
    send(Sent.batch("a", 5, 11, TIME));
    store(1, 11);
    assertThat(reconciler.reconcile().text())
        .isEqualTo(
            "LOST 2: unreadable without dead letter in partition 0: offset %d, %d"
                .formatted(poison, wrongKey));

    letter(partition, poison, new byte[] {1, 2, 3});
    letter(0, wrongKey, AvroCodec.batches().encode(Sent.batch("b", 1, 4, TIME)));
    assertThat(reconciler.reconcile())
        .extracting(Verdict::state, Verdict::unreadable)
        .containsExactly(State.OK, 2L);
  }

  @Test
  void whatIsTurnedAwayIsNeitherLostNorAccepted() throws Exception {
    send(Sent.batch("a", 1, 5, TIME));
    var forged = AvroCodec.batches().encode(Sent.heartbeat("a", 5, 1_000, TIME));
    long at = send(forged);
    assertThat(reconciler.reconcile().state()).isEqualTo(State.OK); // under way
    letter(partition, at, forged, "FORGED: batch of hall h1");
    send(Sent.batch("a", 5, 11, TIME));
    offsets.replace(5L, at, at + 1);
    store(1, 11);

    assertThat(reconciler.reconcile())
        .extracting(Verdict::state, Verdict::stored, Verdict::denied, Verdict::lastDenied)
        .containsExactly(State.OK, 10L, 1L, "FORGED: batch of hall h1");
  }

  private void send(EventBatch batch) throws Exception {
    long offset = send(AvroCodec.batches().encode(batch));
    batch.getEvents().forEach(event -> offsets.putIfAbsent(event.getSeq(), offset));
  }

  private long send(byte[] value) throws Exception {
    return send(Sent.HALL, value, partition);
  }

  private long send(String key, byte[] value, int to) throws Exception {
    return producer
        .send(new ProducerRecord<>(Topics.HALL_EVENTS.name(), to, key.getBytes(UTF_8), value))
        .get()
        .offset();
  }

  private void letter(int at, long offset, byte[] raw) throws Exception {
    letter(at, offset, raw, "unreadable");
  }

  private void letter(int at, long offset, byte[] raw, String reason) throws Exception {
    var letter =
        DeadLetter.newBuilder()
            .setTopic(Topics.HALL_EVENTS.name())
            .setPartition(at)
            .setOffset(offset)
            .setIndex(-1)
            .setReason(reason)
            .setRaw(ByteBuffer.wrap(raw))
            .build();
    producer
        .send(
            new ProducerRecord<>(
                Topics.DEAD_LETTERS.name(), AvroCodec.deadLetters().encode(letter)))
        .get();
  }

  /** Commits events from (inclusive) to (exclusive), from, to … as the job does. */
  private void store(long... bounds) {
    var rows = new ArrayList<Record>();
    for (int i = 0; i < bounds.length; i += 2) {
      rows.addAll(rows(bounds[i], bounds[i + 1]));
    }
    events.newAppend().appendFile(TestLake.file(events, rows)).commit();
  }

  private void replaceBy(List<Record> rows) throws IOException {
    var rewrite = events.newRewrite();
    try (var files = events.newScan().planFiles()) {
      files.forEach(task -> rewrite.deleteFile(task.file()));
    }
    rewrite.addFile(TestLake.file(events, rows)).commit();
  }

  private List<Record> rows(long from, long to) {
    var rows = new ArrayList<Record>();
    for (long seq = from; seq < to; seq++) {
      var row = TestLake.row(events);
      row.setField("source", "a");
      row.setField("epoch", 1L);
      row.setField("seq", seq);
      row.setField("time", OffsetDateTime.ofInstant(TIME, ZoneOffset.UTC));
      row.setField("district", "370213");
      row.setField("hall_id", Sent.HALL);
      row.setField("kind", "DEVICE_FAULT");
      row.setField("kafka_partition", partition);
      row.setField("kafka_offset", offsets.get(seq));
      row.setField("kafka_index", 0);
      row.setField("local_date", DAY);
      rows.add(row);
    }
    return rows;
  }
}
