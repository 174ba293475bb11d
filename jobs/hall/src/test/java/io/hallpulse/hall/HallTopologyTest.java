package io.hallpulse.hall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.cases.CaseHistory;
import io.hallpulse.domain.cases.CaseUpdate;
import io.hallpulse.domain.hall.HallMemory.PeopleSeen;
import io.hallpulse.domain.hall.HallMemory.Refusal;
import io.hallpulse.domain.hall.HallProgress;
import io.hallpulse.domain.live.CounterPost;
import io.hallpulse.domain.ticket.TicketHistory;
import io.hallpulse.domain.time.SourceState;
import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.DeadLetter;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.message.SchemaStore;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.PojoTestUtils;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole stream of the hall job in a real Flink, with lists as its ends. */
class HallTopologyTest {

  @Test
  void everyOperatorHasItsOwnUidAndNothingNeedsKryo() {
    var env = environment(RuntimeExecutionMode.STREAMING);
    var streams = topology(env, List.of(Day.record("h", 0, new byte[0])));
    var ends =
        List.of(
            streams.live(),
            streams.events(),
            streams.tickets(),
            streams.cases(),
            streams.refused(),
            streams.references());
    for (int i = 0; i < ends.size(); i++) {
      discard(ends.get(i), "end-" + i);
    }
    assertThat(env.getStreamGraph().getJobGraph().getNumberOfVertices()).isPositive();
  }

  private static <T> void discard(DataStream<T> stream, String uid) {
    stream.sinkTo(new DiscardingSink<>()).uid(uid).name(uid);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        KafkaRecord.class,
        KafkaMessage.class,
        CaseUpdate.class,
        CaseHistory.class,
        TicketHistory.class,
        SourceState.class,
        CounterPost.class,
        PeopleSeen.class,
        Refusal.class,
        HallProgress.class
      })
  void stateAndStreamsNeedNoKryo(Class<?> type) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
  }

  @Test
  void eventsBecomeTicketsCasesAndLiveStateWithRepeatsDropped() throws Exception {
    var records = new Day("h1", "a1").visit("t1", 0).visit("t2", 20).records(3, 0);
    var twice = new ArrayList<>(records);
    twice.addAll(records);

    var result = run(RuntimeExecutionMode.STREAMING, twice);

    assertThat(result.events()).hasSize(8);
    assertThat(result.latest(LakeTables.TICKETS).keySet()).containsExactlyInAnyOrder("t1", "t2");
    var ticket = result.latest(LakeTables.TICKETS).get("t1");
    assertThat(ticket)
        .containsEntry("wait_seconds", 240L)
        .containsEntry("handling_seconds", 600L)
        .containsEntry("outcome", "COMPLETED")
        .containsEntry("counter_id", "h1-c1");
    assertThat(result.messages(Topics.LIVE_HALLS.name())).isNotEmpty();
  }

  @Test
  void streamingAndBatchInAnyOrderGiveTheSameLatestFacts() throws Exception {
    var records = new ArrayList<KafkaRecord>();
    for (int hall = 0; hall < 3; hall++) {
      var day = new Day("h" + hall, "a" + hall);
      for (int visit = 0; visit < 5; visit++) {
        day.visit("t" + hall + "-" + visit, visit * 7);
      }
      day.at(90, EventKind.TICKET_NO_SHOW, e -> e.setTicketId("never").setCounterId("c"));
      day.at(
          91, EventKind.CASE_OPENED, e -> e.setCaseId("case-" + day.events().get(0).getTicketId()));
      records.addAll(day.records(4, hall * 100L));
    }
    var streamed = run(RuntimeExecutionMode.STREAMING, records);
    Collections.shuffle(records, new Random(7));
    records.addAll(records.subList(0, 5));
    var batched = run(RuntimeExecutionMode.BATCH, records);

    for (var table : List.of(LakeTables.TICKETS, LakeTables.CASES, LakeTables.REFUSED)) {
      assertThat(batched.latest(table)).isEqualTo(streamed.latest(table)).isNotEmpty();
    }
    assertThat(new HashSet<>(batched.identities())).isEqualTo(new HashSet<>(streamed.identities()));
    assertThat(batched.events()).hasSameSizeAs(streamed.events());
  }

  @Test
  void whatCannotBeDecodedIsDeadWithItsPlaceAndTheRestGoesOn() throws Exception {
    var records = new ArrayList<>(new Day("h1", "a1").visit("t1", 0).records(4, 10));
    records.add(Day.record("h1", 11, "garbage".getBytes(UTF_8)));
    records.add(Day.record("other", 12, records.get(0).value()));

    var result = run(RuntimeExecutionMode.STREAMING, records);

    assertThat(result.events()).hasSize(4);
    assertThat(result.latest(LakeTables.TICKETS)).containsOnlyKeys("t1");
    var letters =
        result.messages(Topics.DEAD_LETTERS.name()).stream()
            .collect(Collectors.toMap(KafkaMessage::key, HallTopologyTest::reason));
    assertThat(letters.keySet())
        .containsExactlyInAnyOrder("hall.events/0/11/-1", "hall.events/0/12/-1");
    assertThat(letters.get("hall.events/0/12/-1")).contains("h1", "other");
  }

  private static String reason(KafkaMessage message) {
    var letter = (Accepted<DeadLetter>) AvroCodec.deadLetters().decode(message.value());
    return letter.value().getReason();
  }

  private static StreamExecutionEnvironment environment(RuntimeExecutionMode mode) {
    var env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration(mode));
    return env;
  }

  private static Configuration configuration(RuntimeExecutionMode mode) {
    var configuration = new Configuration();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(ExecutionOptions.RUNTIME_MODE, mode);
    return configuration;
  }

  private static HallStreams topology(StreamExecutionEnvironment env, List<KafkaRecord> records) {
    return HallTopology.of(
        env.fromData(records, TypeInformation.of(KafkaRecord.class)).uid("batches").name("batches"),
        env.fromData(List.of(Day.district()), TypeInformation.of(KafkaRecord.class))
            .uid("references")
            .name("references"),
        List::of,
        SchemaStore.Cache::new);
  }

  private static Result run(RuntimeExecutionMode mode, List<KafkaRecord> records) throws Exception {
    var configuration = configuration(mode);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, true); // the collecting sinks have none
    var env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    var streams = topology(env, records);
    var events = streams.events().collectAsync();
    var live = streams.live().collectAsync();
    var tables = new HashMap<LakeTable<?>, CloseableIterator<RowData>>();
    tables.put(LakeTables.TICKETS, streams.tickets().collectAsync());
    tables.put(LakeTables.CASES, streams.cases().collectAsync());
    tables.put(LakeTables.REFUSED, streams.refused().collectAsync());
    env.executeAsync("test");
    var facts = new HashMap<LakeTable<?>, List<Map<String, Object>>>();
    var eventRows = rows(LakeTables.EVENTS, events);
    for (var entry : tables.entrySet()) {
      facts.put(entry.getKey(), rows(entry.getKey(), entry.getValue()));
    }
    var messages = new ArrayList<KafkaMessage>();
    live.forEachRemaining(messages::add);
    return new Result(eventRows, facts, messages);
  }

  private static List<Map<String, Object>> rows(
      LakeTable<?> table, CloseableIterator<RowData> iterator) {
    var rows = new ArrayList<Map<String, Object>>();
    iterator.forEachRemaining(row -> rows.add(Rows.values(table, row)));
    return rows;
  }

  private record Result(
      List<Map<String, Object>> events,
      Map<LakeTable<?>, List<Map<String, Object>>> facts,
      List<KafkaMessage> live) {

    /** The newest revision of each fact, by its identity, without the revision. */
    Map<String, Map<String, Object>> latest(LakeTable<?> table) {
      var latest = new HashMap<String, Map<String, Object>>();
      for (var row : facts.getOrDefault(table, List.of())) {
        var id =
            table.identity().stream()
                .map(column -> String.valueOf(row.get(column)))
                .collect(Collectors.joining("/"));
        var known = latest.get(id);
        if (known == null || (long) known.get("revision") < (long) row.get("revision")) {
          latest.put(id, row);
        }
      }
      latest.values().forEach(row -> row.remove("revision"));
      return latest;
    }

    Set<String> identities() {
      return events.stream()
          .map(row -> row.get("source") + "/" + row.get("epoch") + "/" + row.get("seq"))
          .collect(Collectors.toSet());
    }

    List<KafkaMessage> messages(String topic) {
      return live.stream().filter(message -> message.topic().equals(topic)).toList();
    }
  }
}
