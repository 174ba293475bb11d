package io.hallpulse.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.market.BookChange;
import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.RowReader;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.ReferenceVersion;
import io.hallpulse.schemas.reference.RuleSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ended after each event and started again from what was kept, the job comes to the same. */
class RestartTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 8, 1);
  private static final long NOW = Instant.parse("2026-11-03T02:00:00Z").toEpochMilli();

  @Test
  void aRestartAfterEachEventChangesNoRow() throws Exception {
    var without = new Run(false).of(Told.firstExample(FIRST).records());
    var with = new Run(true).of(Told.firstExample(FIRST).records());

    assertThat(without.rows.get("economy.ledger_daily")).hasSize(8);
    assertThat(without.rows.get("economy.indicators")).hasSizeGreaterThan(1000);
    assertThat(without.rows.get("economy.indicators").entrySet())
        .filteredOn(
            row -> row.getKey().startsWith("[370213, 20, cases, section, F, month, 2026-08"))
        .singleElement()
        .satisfies(row -> assertThat(row.getValue()).contains("value=1.000"));
    assertThat(with.rows).isEqualTo(without.rows);
    assertThat(without.toldTwice).isZero();
    assertThat(with.toldTwice).as("rows told before a restart and after it").isZero();
    assertThat(with.cutOff).as("restarts in the middle of a telling").isPositive();
  }

  @Test
  void aChangeIsLiveWithinASecondAndItsRowsOnceItIsQuiet() throws Exception {
    var records = Told.firstExample(FIRST).records();
    try (var fold = fold(null);
        var count = count(null)) {
      count.setProcessingTime(NOW);
      fold.processElement(records.get(1), 0);
      for (var change : fold.extractOutputValues()) {
        count.processElement((BookChange) change, 0);
      }
      count.setProcessingTime(NOW + 1_000);
      assertThat(count.extractOutputValues()).isNotEmpty();
      advance(count, NOW + 1_000, 500);
      assertThat(count.getSideOutput(CountDistricts.LEDGER)).hasSize(1);
    }
  }

  /** Row by slice, as time passes. */
  private static long advance(
      KeyedBroadcastOperatorTestHarness<String, BookChange, KafkaRecord, KafkaMessage> count,
      long from,
      long millis)
      throws Exception {
    for (long now = from; now < from + millis; now += 50) {
      count.setProcessingTime(now);
    }
    return from + millis;
  }

  /** Both operators, one after the other. */
  private static final class Run {
    private final boolean restarting;
    private final Map<String, Map<String, String>> rows = new HashMap<>();
    private final List<BookChange> cases = new ArrayList<>();
    private final Set<String> told = new HashSet<>();
    private int toldTwice;
    private int cutOff;
    private long lastRevision;

    Run(boolean restarting) {
      this.restarting = restarting;
    }

    Run of(List<KafkaRecord> records) throws Exception {
      var fold = fold(null);
      var count = count(null);
      long now = NOW;
      count.setProcessingTime(now);
      int taken = 0;
      var closed = Told.closed("c-1", FIRST.plusDays(3));
      new TakeCases().flatMap(closed, new ListCollector<>(cases));
      for (var record : records) {
        fold.processElement(record, 0);
        var changes = fold.extractOutputValues();
        for (; taken < changes.size(); taken++) {
          count.processElement((BookChange) changes.get(taken), 0);
        }
        if (!cases.isEmpty() && record.offset() == 2) {
          count.processElement(cases.remove(0), 0);
        }
        // A second of quiet, then some of the rows; the next change comes before the others.
        now = advance(count, now, 1_250);
        if (restarting) {
          var foldState = fold.snapshot(1, 1);
          var countState = count.snapshot(1, 1);
          take(count);
          fold.close();
          count.close();
          fold = fold(foldState);
          count = count(countState);
          taken = 0;
          count.setProcessingTime(now);
        }
      }
      advance(count, now, 5_000);
      take(count);
      fold.close();
      count.close();
      return this;
    }

    private void take(
        KeyedBroadcastOperatorTestHarness<String, BookChange, KafkaRecord, KafkaMessage> count) {
      take(count, CountDistricts.LEDGER, LakeTables.LEDGER_DAILY);
      take(count, CountDistricts.INDICATORS, LakeTables.INDICATORS);
    }

    private void take(
        KeyedBroadcastOperatorTestHarness<String, BookChange, KafkaRecord, KafkaMessage> count,
        OutputTag<RowData> tag,
        LakeTable<?> table) {
      var output = count.getSideOutput(tag);
      if (output == null) {
        return;
      }
      var latest = rows.computeIfAbsent(table.fullName(), any -> new HashMap<>());
      boolean isFirst = table == LakeTables.INDICATORS;
      for (var element : output) {
        var row = RowReader.values(table, element.getValue());
        var id = table.identity().stream().map(row::get).toList().toString();
        long revision = ((Number) row.get("revision")).longValue();
        cutOff += isFirst && revision == lastRevision ? 1 : 0;
        isFirst = false;
        lastRevision = table == LakeTables.INDICATORS ? revision : lastRevision;
        if (!told.add(id + row.get("revision"))) {
          toldTwice++;
        }
        // Rows come in the order of their revisions.
        row.keySet().removeAll(List.of("revision", "as_of"));
        latest.put(id, row.toString());
      }
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, KafkaRecord, BookChange> fold(
      @Nullable OperatorSubtaskState state) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new FoldEntities(Told::gate, StoredUpTo.NOTHING, 0)),
            KafkaRecord::key,
            Types.STRING);
    harness.setup(
        TypeInformation.of(BookChange.class)
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static KeyedBroadcastOperatorTestHarness<String, BookChange, KafkaRecord, KafkaMessage>
      count(@Nullable OperatorSubtaskState state) throws Exception {
    var rules =
        new ReferenceVersion(
            "ruleset",
            Told.DISTRICT,
            0L,
            0L,
            1L,
            "test",
            ReferenceType.write(
                    RuleSet.defaults(Told.DISTRICT)
                        .with(RuleSet.Market.DEFAULT.withStartupItems(List.of("startup"))))
                .replace("2011-01-01", FIRST.toString()));
    var harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new CountDistricts(() -> List.of(rules), 0), List.of(CountDistricts.NO_STATE)),
            BookChange::district,
            Types.STRING,
            1,
            1,
            0);
    harness.setup();
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }
}
