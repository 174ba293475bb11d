package io.hallpulse.hall;

import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.KafkaRecord;
import io.hallpulse.flinkio.RowReader;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.CloseableIterator;

/** The whole stream of the hall job in a real Flink, from a list of records to lists of results. */
final class TopologyRun {
  private TopologyRun() {}

  static StreamExecutionEnvironment environment(RuntimeExecutionMode mode) {
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

  static DataStream<KafkaRecord> batches(
      StreamExecutionEnvironment env, List<KafkaRecord> records) {
    return env.fromData(records, TypeInformation.of(KafkaRecord.class))
        .uid("batches")
        .name("batches");
  }

  /**
   * @param revisionsFrom the highest revision in the lake
   */
  static HallStreams topology(
      StreamExecutionEnvironment env, DataStream<KafkaRecord> batches, long revisionsFrom) {
    return HallTopology.of(
        batches,
        env.fromData(List.of(Day.district()), TypeInformation.of(KafkaRecord.class))
            .uid("references")
            .name("references"),
        List::of,
        Doors::open,
        revisionsFrom);
  }

  static Result run(RuntimeExecutionMode mode, List<KafkaRecord> records) throws Exception {
    return run(mode, env -> batches(env, records), 0);
  }

  static Result run(
      RuntimeExecutionMode mode,
      Function<StreamExecutionEnvironment, DataStream<KafkaRecord>> batches,
      long revisionsFrom)
      throws Exception {
    var configuration = configuration(mode);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, true); // the collecting sinks have none
    var env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    var streams = topology(env, batches.apply(env), revisionsFrom);
    var events = streams.events().collectAsync();
    var live = streams.live().collectAsync();
    var tables = new HashMap<LakeTable<?>, CloseableIterator<RowData>>();
    tables.put(LakeTables.TICKETS, streams.tickets().collectAsync());
    tables.put(LakeTables.SLOT_LOSSES, streams.losses().collectAsync());
    tables.put(LakeTables.HEALTH_DAILY, streams.scores().collectAsync());
    tables.put(LakeTables.QUEUE_5M, streams.queues().collectAsync());
    tables.put(LakeTables.RATINGS, streams.ratings().collectAsync());
    tables.put(LakeTables.NOTICES, streams.notices().collectAsync());
    tables.put(LakeTables.ALERTS, streams.alerts().collectAsync());
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
    iterator.forEachRemaining(row -> rows.add(RowReader.values(table, row)));
    return rows;
  }

  record Result(
      List<Map<String, Object>> events,
      Map<LakeTable<?>, List<Map<String, Object>>> facts,
      List<KafkaMessage> live) {

    /** The newest revision of each fact, by its identity, without what tells of the revision. */
    Map<String, Map<String, Object>> latest(LakeTable<?> table) {
      var latest = new HashMap<String, Map<String, Object>>();
      for (var row : facts.getOrDefault(table, List.of())) {
        var id =
            table.identity().stream()
                .map(column -> String.valueOf(row.get(column)))
                .collect(Collectors.joining("/"));
        var known = latest.get(id);
        if (known == null || (long) known.get("revision") < (long) row.get("revision")) {
          latest.put(id, new HashMap<>(row));
        }
      }
      latest
          .values()
          .forEach(row -> row.keySet().removeAll(List.of("revision", "reason", "recorded")));
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
