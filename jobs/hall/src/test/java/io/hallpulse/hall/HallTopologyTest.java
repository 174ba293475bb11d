package io.hallpulse.hall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.alarm.Acknowledgement;
import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.cases.CaseHistory;
import io.hallpulse.domain.cases.CaseUpdate;
import io.hallpulse.domain.grant.Authorship;
import io.hallpulse.domain.hall.HallMemory.PeopleSeen;
import io.hallpulse.domain.hall.HallMemory.Refusal;
import io.hallpulse.domain.hall.HallProgress;
import io.hallpulse.domain.hall.Matter;
import io.hallpulse.domain.hall.SlotRatings;
import io.hallpulse.domain.health.Cards;
import io.hallpulse.domain.health.HallTotals;
import io.hallpulse.domain.health.PlaceDay;
import io.hallpulse.domain.health.SlotMarks;
import io.hallpulse.domain.health.Written;
import io.hallpulse.domain.live.CounterPost;
import io.hallpulse.domain.notice.NoticeHistory;
import io.hallpulse.domain.ticket.TicketHistory;
import io.hallpulse.domain.time.SourceState;
import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.DeadLetter;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.live.LiveAlert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole stream of the hall job in a real Flink, with lists as its ends. */
class HallTopologyTest {

  @Test
  void everyOperatorHasItsOwnUidAndNothingNeedsKryo() {
    var env = TopologyRun.environment(RuntimeExecutionMode.STREAMING);
    var streams =
        TopologyRun.topology(
            env, TopologyRun.batches(env, List.of(Day.record("h", 0, new byte[0]))), 0);
    var ends =
        List.of(
            streams.live(),
            streams.events(),
            streams.tickets(),
            streams.losses(),
            streams.queues(),
            streams.scores(),
            streams.ratings(),
            streams.notices(),
            streams.alerts(),
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
        SlotMarks.class,
        PlaceDay.class,
        Cards.class,
        NoticeHistory.class,
        Written.class,
        HallTotals.class,
        SlotRatings.class,
        CaseUpdate.class,
        CaseHistory.class,
        TicketHistory.class,
        SourceState.class,
        Authorship.class,
        CounterPost.class,
        PeopleSeen.class,
        Alarm.class,
        Acknowledgement.class,
        Matter.class,
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

    var result = TopologyRun.run(RuntimeExecutionMode.STREAMING, twice);

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
      rateAndNotify(day, "t" + hall + "-0");
      records.addAll(day.records(4, hall * 100L));
    }
    var streamed = TopologyRun.run(RuntimeExecutionMode.STREAMING, records);
    Collections.shuffle(records, new Random(7));
    records.addAll(records.subList(0, 5));
    var batched = TopologyRun.run(RuntimeExecutionMode.BATCH, records);

    for (var table :
        List.of(
            LakeTables.TICKETS,
            LakeTables.SLOT_LOSSES,
            LakeTables.HEALTH_DAILY,
            LakeTables.RATINGS,
            LakeTables.NOTICES,
            LakeTables.CASES,
            LakeTables.REFUSED)) {
      assertThat(batched.latest(table)).isEqualTo(streamed.latest(table)).isNotEmpty();
    }
    assertThat(new HashSet<>(batched.identities())).isEqualTo(new HashSet<>(streamed.identities()));
    assertThat(batched.events()).hasSameSizeAs(streamed.events());
  }

  private static void rateAndNotify(Day day, String ticket) {
    day.at(
            95,
            EventKind.RATING_SUBMITTED,
            e -> e.setTicketId(ticket).setLevel(1).setActive(true).setReasons(List.of("slow")))
        .at(96, EventKind.RECTIFICATION_CONTACTED, e -> e.setTicketId(ticket));
    for (var notice : List.of("first", "second")) {
      day.at(
          97,
          EventKind.NOTICE_ISSUED,
          e ->
              e.setTicketId(ticket)
                  .setNoticeId(ticket + notice)
                  .setMatterId(ticket)
                  .setMissing(List.of("photo")));
    }
  }

  @Test
  void aBadRatingAndItsNoticesBecomeRows() throws Exception {
    var day = new Day("h1", "a1").visit("t1", 0);
    rateAndNotify(day, "t1");

    var result = TopologyRun.run(RuntimeExecutionMode.STREAMING, day.records(3, 0));

    var rating = result.latest(LakeTables.RATINGS).get("a1/1/5");
    assertThat(rating)
        .containsEntry("ticket_id", "t1")
        .containsEntry("counter_id", "h1-c1")
        .containsEntry("genuine", true)
        .containsEntry("close_due", Instant.parse("2026-03-09T16:00:00Z"))
        .containsEntry("state", "overdue"); // all time has come
    assertThat(result.latest(LakeTables.NOTICES))
        .containsOnlyKeys("t1first", "t1second")
        .extractingByKey("t1second")
        .satisfies(row -> assertThat(row).containsEntry("nth", 2));
  }

  @Test
  void anAlarmBecomesARowAndARecordOfItsCause() throws Exception {
    var day =
        new Day("h1", "a1")
            .at(
                0,
                EventKind.TICKET_ISSUED,
                e -> e.setTicketId("t1").setQueueId("h1-qA").setChannel("FACE").setUnitId("u1"))
            .at(31, EventKind.HEARTBEAT, e -> {});

    var result = TopologyRun.run(RuntimeExecutionMode.STREAMING, day.records(2, 0));

    assertThat(result.facts().get(LakeTables.ALERTS))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("rule", "wait_long")
                    .containsEntry("scope_id", "h1-qA")
                    .containsEntry("state", "RAISED")
                    .containsEntry("severity", "MAJOR")
                    .containsEntry("raised_at", Instant.parse("2026-03-02T01:30:00Z"))
                    .containsEntry("revision", 1_000L));
    var message = result.messages(Topics.LIVE_ALERTS.name()).get(0);
    assertThat(message.key()).isEqualTo("wait_long/queue/h1-qA");
    var live = ((Accepted<LiveAlert>) AvroCodec.liveAlerts().decode(message.value())).value();
    assertThat(live.getAlarmId())
        .isEqualTo(result.facts().get(LakeTables.ALERTS).get(0).get("alarm_id"));
    assertThat(live.getVersion()).isEqualTo(2);
  }

  @Test
  void whatCannotBeDecodedIsDeadWithItsPlaceAndTheRestGoesOn() throws Exception {
    var records = new ArrayList<>(new Day("h1", "a1").visit("t1", 0).records(4, 10));
    records.add(Day.record("h1", 11, "garbage".getBytes(UTF_8)));
    records.add(Day.record("other", 12, records.get(0).value()));

    var result = TopologyRun.run(RuntimeExecutionMode.STREAMING, records);

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
}
