package io.hallpulse.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.market.BookChange;
import io.hallpulse.domain.market.CellBook;
import io.hallpulse.domain.market.EntityHistory;
import io.hallpulse.domain.market.LinkedCase;
import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.RowReader;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.DeadLetter;
import io.hallpulse.schemas.grant.Signer;
import io.hallpulse.schemas.grant.SigningKey;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.ReferenceVersion;
import io.hallpulse.schemas.reference.RuleSet;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.PojoTestUtils;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

class MarketTopologyTest {
  private static final LocalDate FIRST =
      LocalDate.now(ZoneId.of("Asia/Shanghai")).minusMonths(3).withDayOfMonth(1);

  @Test
  void everyOperatorHasItsOwnUid() {
    var env = environment(false);
    var streams =
        topology(env, List.of(new KafkaRecord("registry.events", 0, 0, 0, "k", new byte[0])));
    streams.live().sinkTo(new DiscardingSink<>()).uid("live");
    for (var rows :
        List.of(
            streams.events(),
            streams.entities(),
            streams.refused(),
            streams.ledger(),
            streams.indicators())) {
      rows.sinkTo(new DiscardingSink<>()).uid("rows-" + rows.getId());
    }
    assertThat(env.getStreamGraph().getJobGraph().getVerticesAsArray()).isNotEmpty();
  }

  @Test
  void stateNeedsNoKryo() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(EntityHistory.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(DistrictState.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Telling.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(LinkedCase.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(CellBook.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(BookChange.class);
  }

  @Test
  void theFirstExampleComesToItsFiguresInAnyOrder() throws Exception {
    var records = new ArrayList<>(Told.firstExample(FIRST).records());
    records.add(records.get(3)); // a repeat
    Collections.shuffle(records, new Random(7));
    var result = run(records);

    var ledger = new TreeMap<String, String>();
    result
        .latest(LakeTables.LEDGER_DAILY)
        .forEach(
            (id, row) ->
                ledger.put(
                    row.get("subdistrict")
                        + " "
                        + LocalDate.ofEpochDay((int) row.get("local_date")),
                    "%s %s %s %s %s %s → %s"
                        .formatted(
                            row.get("registered"),
                            row.get("moved_in"),
                            row.get("cancelled"),
                            row.get("revoked"),
                            row.get("moved_out"),
                            row.get("adjusted"),
                            row.get("stock"))));
    assertThat(ledger)
        .containsExactlyEntriesOf(
            new TreeMap<>(
                Map.of(
                    "李村 " + Told.on(FIRST, 1), "0 0 0 0 0 100 → 100",
                    "李村 " + Told.on(FIRST, 10), "1 0 0 0 0 0 → 101",
                    "李村 " + Told.on(FIRST, 20), "1 0 0 0 0 0 → 102",
                    "李村 " + Told.on(FIRST.plusMonths(1), 5), "0 0 0 0 0 -1 → 101",
                    "李村 " + Told.on(FIRST.plusMonths(1), 10), "0 0 0 1 0 0 → 100",
                    "沧口 " + Told.on(FIRST.plusMonths(1), 5), "0 0 0 0 0 1 → 1",
                    "沧口 " + Told.on(FIRST.plusMonths(1), 20), "0 0 1 0 0 0 → 0",
                    "沧口 " + Told.on(FIRST.plusMonths(2), 5), "0 1 0 0 0 0 → 1")));
    assertThat(figure(result, "1/stock/district/370213/month/" + month(FIRST.plusMonths(2))))
        .isEqualTo("101.000");
    assertThat(figure(result, "5/mom/district/370213/month/" + month(FIRST.plusMonths(1))))
        .isEqualTo("-100.000");
    assertThat(figure(result, "7/ratio/district/370213/month/" + month(FIRST.plusMonths(1))))
        .isEqualTo("ZERO_DENOMINATOR");
    assertThat(figure(result, "2/yoy/district/370213/month/" + month(FIRST.plusMonths(2))))
        .isEqualTo("BASE_MISSING");
    var february = month(FIRST.plusMonths(1));
    assertThat(figure(result, "20/cases/district/370213/month/" + february)).isEqualTo("1.000");
    assertThat(figure(result, "20/cases/subdistrict/李村/month/" + february)).isEqualTo("1.000");
    assertThat(figure(result, "20/cases/subdistrict/沧口/month/" + february)).isEqualTo("0.000");
    assertThat(figure(result, "20/one_visit/section/F/month/" + february)).isEqualTo("100.000");
    assertThat(result.rows(LakeTables.ENTITY_EVENTS)).hasSize(8);
    assertThat(result.latest(LakeTables.ENTITIES).values())
        .extracting(row -> row.get("uscc") + " " + row.get("state"))
        .containsExactlyInAnyOrder(
            Told.code(1) + " CANCELLED", Told.code(2) + " CANCELLED", Told.code(3) + " ACTIVE");
    assertThat(result.latest(LakeTables.ENTITIES_REFUSED).values())
        .allMatch(row -> (boolean) row.get("resolved"));
    assertThat(result.topics()).contains(Topics.LIVE_ECONOMY.name(), Topics.LIVE_CELLS.name());
  }

  @Test
  void whatCannotBeReadGoesToTheDeadLetters() throws Exception {
    var good = Told.firstExample(FIRST).records().get(1);
    var result =
        run(
            List.of(
                Told.record(8, "370213/x", new byte[] {1, 2}),
                Told.record(9, "370213/other", good.value()),
                good));

    assertThat(result.reasons()).hasSize(2);
    assertThat(result.reasons().get(1)).isEqualTo("ENTITY_REGISTERED under key 370213/other");
    assertThat(result.rows(LakeTables.ENTITY_EVENTS)).hasSize(1);
  }

  @Test
  void whatTheInstallationHasNotSignedIsTurnedAwayAndSaysWhy() throws Exception {
    var records = Told.firstExample(FIRST).records();
    var good = records.get(1);
    var other = records.get(2);
    var unsigned = new KafkaRecord(good.topic(), 0, 20, 0, good.key(), good.value());
    var forged =
        Told.record(21, good.key(), good.value(), SigningKey.loader("of another installation"));
    var moved =
        new KafkaRecord(good.topic(), 0, 22, 0, good.key(), good.value(), other.signature());
    var device = new SigningKey(Signer.device("kiosk-1", 1), new byte[] {1});
    var result =
        run(
            List.of(
                unsigned, forged, moved, Told.record(23, good.key(), good.value(), device), other));

    assertThat(result.reasons())
        .extracting(reason -> reason.substring(0, reason.indexOf(':')))
        .containsExactly("UNSIGNED", "FORGED", "FORGED", "LOADER_ONLY");
    assertThat(result.reasons()).allMatch(reason -> reason.contains(good.key()));
    assertThat(result.latest(LakeTables.ENTITIES).values())
        .extracting(row -> row.get("uscc"))
        .containsExactly(Told.code(2));
  }

  @Test
  void ofADistrictOfWhichOnlyCasesAreKnownNoRowsAreWritten() throws Exception {
    var result = run(List.of(Told.record(8, "370213/x", new byte[] {1, 2})));

    assertThat(result.rows(LakeTables.INDICATORS)).isEmpty();
    assertThat(result.rows(LakeTables.LEDGER_DAILY)).isEmpty();
  }

  private static String month(LocalDate first) {
    return first.toString().substring(0, 7);
  }

  private static String figure(Result result, String id) {
    var row = result.latest(LakeTables.INDICATORS).get("370213/" + id);
    assertThat(row).as(id).isNotNull();
    return String.valueOf(row.get("value") == null ? row.get("reason") : row.get("value"));
  }

  private static StreamExecutionEnvironment environment(boolean uids) {
    var configuration = new Configuration();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, uids);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    return StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
  }

  private static MarketStreams topology(StreamExecutionEnvironment env, List<KafkaRecord> records) {
    var type = TypeInformation.of(KafkaRecord.class);
    return MarketTopology.of(
        env.fromData(records, type).uid("events"),
        env.fromData(List.of(Told.closed("c-1", FIRST.plusMonths(1))), type).uid("cases"),
        env.fromData(List.of(Told.reference(rules())), type).uid("references"),
        () -> List.of(rules()),
        Told::gate,
        Beginning.EMPTY);
  }

  /** A market that starts with the year. */
  private static ReferenceVersion rules() {
    var rules = RuleSet.defaults(Told.DISTRICT);
    var json =
        ReferenceType.write(rules.with(rules.market().withStartupItems(List.of("startup"))))
            .replace("2011-01-01", FIRST.toString());
    return new ReferenceVersion("ruleset", Told.DISTRICT, 0L, 0L, 1L, "test", json);
  }

  private static Result run(List<KafkaRecord> records) throws Exception {
    var env = environment(true); // the collecting sinks have no uids
    var streams = topology(env, records);
    var live = streams.live().collectAsync();
    var tables = new HashMap<LakeTable<?>, CloseableIterator<RowData>>();
    tables.put(LakeTables.ENTITY_EVENTS, streams.events().collectAsync());
    tables.put(LakeTables.ENTITIES, streams.entities().collectAsync());
    tables.put(LakeTables.ENTITIES_REFUSED, streams.refused().collectAsync());
    tables.put(LakeTables.LEDGER_DAILY, streams.ledger().collectAsync());
    // Those of days are many, and the rules that make them are tested elsewhere.
    var months = streams.indicators().filter(row -> row.getString(5).toString().equals("month"));
    tables.put(LakeTables.INDICATORS, months.collectAsync());
    env.executeAsync("test");
    var rows = new HashMap<LakeTable<?>, List<Map<String, Object>>>();
    for (var table : tables.entrySet()) {
      var list = new ArrayList<Map<String, Object>>();
      table.getValue().forEachRemaining(row -> list.add(RowReader.values(table.getKey(), row)));
      rows.put(table.getKey(), list);
    }
    var messages = new ArrayList<KafkaMessage>();
    live.forEachRemaining(messages::add);
    return new Result(rows, messages);
  }

  private record Result(
      Map<LakeTable<?>, List<Map<String, Object>>> tables, List<KafkaMessage> messages) {
    List<String> topics() {
      return messages.stream().map(KafkaMessage::topic).toList();
    }

    /** Why there are dead letters, in their order. */
    List<String> reasons() {
      var letters = AvroCodec.deadLetters();
      return messages.stream()
          .filter(message -> message.topic().equals(Topics.DEAD_LETTERS.name()))
          .map(message -> (Accepted<DeadLetter>) letters.decode(message.value()))
          .map(letter -> letter.value().getReason())
          .toList();
    }

    List<Map<String, Object>> rows(LakeTable<?> table) {
      return tables.getOrDefault(table, List.of());
    }

    /** The newest revision of each fact, by its identity. */
    Map<String, Map<String, Object>> latest(LakeTable<?> table) {
      var latest = new HashMap<String, Map<String, Object>>();
      for (var row : rows(table)) {
        var id =
            String.join(
                "/", table.identity().stream().map(c -> String.valueOf(row.get(c))).toList());
        var known = latest.get(id);
        if (known == null || (long) known.get("revision") < (long) row.get("revision")) {
          latest.put(id, row);
        }
      }
      return latest;
    }
  }
}
