package io.hallpulse.upkeep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.fact.AlertFact;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.testkit.Broker;
import io.hallpulse.upkeep.FileRows;
import io.hallpulse.upkeep.TestLake;
import io.hallpulse.upkeep.ledger.Verdict.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the verdict brings in alarms. */
class LedgerAlarmsTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Instant NINE = Instant.parse("2026-03-02T01:00:00Z");

  private final LedgerAlarms alarms = new LedgerAlarms(ZONE);
  private final TreeMap<String, AlertFact> known = new TreeMap<>();

  private static Verdict verdict(int minute, State state, long behind, long lost, long doubled) {
    return new Verdict(
        state,
        state + " seq 3",
        NINE.plusSeconds(60L * minute),
        behind,
        10,
        10,
        lost,
        doubled,
        0L,
        0L,
        "",
        List.of(),
        List.of(),
        Parts.NONE);
  }

  private static Event seen(String alarmId, String by, int minute) {
    return Event.newBuilder()
        .setSource("serving-h1")
        .setEpoch(1)
        .setSeq(1)
        .setTime(EventJson.micros(NINE.plusSeconds(60L * minute)))
        .setDistrict("370213")
        .setHallId("h1")
        .setKind(EventKind.ALARM_ACKNOWLEDGED)
        .setAlarmId(alarmId)
        .setDecidedBy(by)
        .build();
  }

  private List<AlertFact> look(Verdict verdict, Event... seen) {
    var steps = alarms.steps(verdict, known.values(), List.of(seen));
    steps.forEach(step -> known.put(step.cause(), step));
    return steps;
  }

  @Test
  void oneIsOpenWhileTheTroubleLastsAndAcknowledgedByTheFirst() {
    var raised = look(verdict(0, State.LOST, 0, 1, 0));
    assertThat(raised).hasSize(1);
    var id = raised.get(0).alarmId();
    assertThat(raised.get(0).rule()).isEqualTo("ledger_lost");
    assertThat(raised.get(0).state()).isEqualTo("RAISED");
    assertThat(raised.get(0).facts()).isEqualTo("{\"detail\":\"LOST seq 3\"}");
    assertThat(look(verdict(1, State.LOST, 0, 2, 0))).isEmpty();

    var known = look(verdict(2, State.LOST, 0, 2, 0), seen(id, "wang", 3), seen(id, "li", 2));
    assertThat(known).hasSize(1);
    assertThat(known.get(0).state()).isEqualTo("ACKNOWLEDGED");
    assertThat(known.get(0).acknowledgedBy()).isEqualTo("li");
    assertThat(known.get(0).revision()).isEqualTo(2);

    assertThat(look(verdict(4, State.UNKNOWN, 0, 0, 0))).as("nobody knows").isEmpty();
    var cleared = look(verdict(5, State.OK, 0, 0, 0));
    assertThat(cleared).hasSize(1);
    assertThat(cleared.get(0).state()).isEqualTo("CLEARED");
    assertThat(cleared.get(0).acknowledgedBy()).isEqualTo("li");
    assertThat(cleared.get(0).revision()).isEqualTo(3);

    var again = look(verdict(6, State.LOST, 0, 1, 0));
    assertThat(again.get(0).alarmId()).isNotEqualTo(id);
    assertThat(again.get(0).revision()).isEqualTo(1);
  }

  @Test
  void aShortDelayIsNoneAndEachKindOfTroubleIsItsOwn() {
    assertThat(look(verdict(0, State.BEHIND, 120, 0, 0))).isEmpty();
    var steps = look(verdict(1, State.DOUBLED, 300, 0, 2));
    assertThat(steps)
        .extracting(AlertFact::rule)
        .containsExactlyInAnyOrder("ledger_behind", "ledger_doubled");
    assertThat(known.get("ledger_behind/ledger/ledger").since())
        .isEqualTo(NINE.plusSeconds(60 - 300));
  }

  @Test
  void stepsStandInTheTopicAndInTheLakeAndAreKnownAfterARestart(@TempDir Path folder)
      throws Exception {
    try (var broker = new Broker(Files.createDirectory(folder.resolve("broker"))).start();
        var lake = new TestLake(folder.resolve("lake"))) {
      var table = lake.create(LakeTables.ALERTS);
      try (var writer = new AlarmWriter(lake.open(), broker.address(), ZONE)) {
        writer.look(verdict(0, State.LOST, 0, 1, 0), List.of());
        writer.look(verdict(1, State.LOST, 0, 1, 0), List.of());
      }
      try (var writer = new AlarmWriter(lake.open(), broker.address(), ZONE)) {
        writer.look(verdict(2, State.LOST, 0, 1, 0), List.of());
        writer.look(verdict(3, State.OK, 0, 0, 0), List.of());
      }
      table.refresh();
      var rows = new ArrayList<String>();
      try (var tasks = table.newScan().planFiles()) {
        for (var task : tasks) {
          try (var records = FileRows.read(table, task.file(), table.schema())) {
            records.forEach(
                row ->
                    rows.add(
                        "%s %s %s"
                            .formatted(
                                row.getField("rule"),
                                row.getField("state"),
                                row.getField("local_date"))));
          }
        }
      }
      assertThat(rows)
          .containsExactlyInAnyOrder(
              "ledger_lost RAISED 2026-03-02", "ledger_lost CLEARED 2026-03-02");
    }
  }
}
