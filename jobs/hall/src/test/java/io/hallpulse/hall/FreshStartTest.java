package io.hallpulse.hall;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.LakeSetup;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.lake.LakeTables;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that has lost its state learns it again from what it wrote to a real lake. */
class FreshStartTest {
  @TempDir private Path warehouse;
  private EmbeddedPostgres postgres;
  private Lake lake;

  @BeforeEach
  void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    lake =
        new Lake(
            postgres.getJdbcUrl("postgres", "postgres"),
            "postgres",
            "postgres",
            warehouse.toUri().toString());
    LakeSetup.prepare(lake, LakeTables.all());
  }

  @AfterEach
  void stop() throws IOException {
    postgres.close();
  }

  @Test
  void whatIsStoredIsFoldedAgainAndNotStoredTwice() throws Exception {
    var records = twoDays();
    store(records);
    var before = TopologyRun.run(RuntimeExecutionMode.STREAMING, records);
    long highest = LakeSetup.highestRevision(lake, LakeTables.all());

    var again =
        TopologyRun.run(RuntimeExecutionMode.STREAMING, this::stored, FactRows.countFrom(highest));

    assertThat(again.events()).isEmpty();
    for (var table :
        List.of(
            LakeTables.TICKETS,
            LakeTables.SLOT_LOSSES,
            LakeTables.HEALTH_DAILY,
            LakeTables.CASES,
            LakeTables.REFUSED)) {
      assertThat(again.facts().get(table))
          .extracting(row -> (long) row.get("revision"))
          .allSatisfy(revision -> assertThat(revision).isGreaterThan(highest));
      assertThat(again.latest(table)).as(table.name()).isEqualTo(before.latest(table)).isNotEmpty();
    }
  }

  @Test
  void everyFieldOfAnEventComesBack() throws Exception {
    var day = new Day("h1", "agent");
    day.at(
        0,
        EventKind.RATING_SUBMITTED,
        event ->
            event
                .setTicketId("t")
                .setCounterId("c")
                .setLevel(4)
                .setReasons(List.of("慢", "远"))
                .setWords("很好")
                .setActive(true)
                .setRecorded(1_772_413_200_123_456L));
    day.at(
        1,
        EventKind.POST_OBSERVED,
        event -> event.setCounterId("c").setPresent(false).setConfidence(0.75).setPeople(0));
    store(day.records(2, 1));

    var env = TopologyRun.environment(RuntimeExecutionMode.STREAMING);
    var read = new ArrayList<KafkaRecord>();
    try (var records = stored(env).executeAndCollect()) {
      records.forEachRemaining(read::add);
    }

    var codec = AvroCodec.batches();
    assertThat(read)
        .flatExtracting(
            record -> ((Accepted<EventBatch>) codec.decode(record.value())).value().getEvents())
        .containsExactlyInAnyOrderElementsOf(day.events());
    assertThat(read).extracting(KafkaRecord::key).containsOnly("h1");
    assertThat(read).extracting(KafkaRecord::offset).containsOnly(1L);
  }

  private DataStream<KafkaRecord> stored(StreamExecutionEnvironment env) {
    try {
      var type = TypeInformation.of(KafkaRecord.class);
      return env.fromSource(lake.storedEvents(), WatermarkStrategy.noWatermarks(), "stored", type)
          .uid("stored");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void store(List<KafkaRecord> records) throws Exception {
    var env = TopologyRun.environment(RuntimeExecutionMode.BATCH);
    var streams = TopologyRun.topology(env, TopologyRun.batches(env, records), 0);
    streams.appendTo(lake);
    env.execute("store");
  }

  private static List<KafkaRecord> twoDays() {
    var day = new Day("h1", "agent");
    for (int i = 0; i < 4; i++) {
      day.visit("t" + i, i * 20);
      day.at(
          i * 20 + 1,
          EventKind.CASE_OPENED,
          event -> event.setCaseId("case-" + day.events().size()).setItemCode("i1"));
    }
    day.at(90, EventKind.TICKET_CALLED, event -> event.setTicketId("t0").setCounterId("c1"));
    day.visit("next-day", 24 * 60);
    return Stream.of(day.records(3, 1), new Day("h2", "other").visit("u", 5).records(2, 100))
        .flatMap(List::stream)
        .toList();
  }
}
