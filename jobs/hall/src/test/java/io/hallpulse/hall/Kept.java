package io.hallpulse.hall;

import io.hallpulse.flinkio.KafkaMessage;
import io.hallpulse.flinkio.Lake;
import io.hallpulse.flinkio.RowReader;
import io.hallpulse.hall.TopologyRun.Result;
import io.hallpulse.schemas.lake.LakeTable;
import io.hallpulse.schemas.lake.LakeTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.data.RowData;

/**
 * What jobs in this process have put out, by the job's name. Unlike Flink's own collecting sinks
 * these ends have uids and no state, so that a job can be stopped and gone on from.
 */
final class Kept {
  private static final Map<String, Kept> JOBS = new ConcurrentHashMap<>();

  private final Queue<KafkaMessage> messages = new ConcurrentLinkedQueue<>();
  private final Map<LakeTable<?>, Queue<Map<String, Object>>> rows = new ConcurrentHashMap<>();

  private Kept() {}

  static void keep(String job, HallStreams streams) {
    end(
        streams.live().map(new KeepMessage(job)).returns(TypeInformation.of(KafkaMessage.class)),
        "live");
    keep(job, streams.events(), LakeTables.EVENTS);
    keep(job, streams.tickets(), LakeTables.TICKETS);
    keep(job, streams.losses(), LakeTables.SLOT_LOSSES);
    keep(job, streams.scores(), LakeTables.HEALTH_DAILY);
    keep(job, streams.ratings(), LakeTables.RATINGS);
    keep(job, streams.notices(), LakeTables.NOTICES);
    keep(job, streams.cases(), LakeTables.CASES);
    keep(job, streams.refused(), LakeTables.REFUSED);
  }

  private static void keep(String job, DataStream<RowData> stream, LakeTable<?> table) {
    var kept = stream.map(new KeepRow(job, table.name())).returns(Lake.rows(table));
    end(kept, table.name());
  }

  private static <T> void end(SingleOutputStreamOperator<T> kept, String name) {
    kept.uid("keep-" + name).name("keep-" + name);
    kept.sinkTo(new DiscardingSink<>()).uid("end-" + name).name("end-" + name);
  }

  static Result of(String job) {
    var kept = JOBS.getOrDefault(job, new Kept());
    var facts = new HashMap<LakeTable<?>, List<Map<String, Object>>>();
    kept.rows.forEach((table, rows) -> facts.put(table, new ArrayList<>(rows)));
    var events = facts.getOrDefault(LakeTables.EVENTS, List.of());
    return new Result(events, facts, new ArrayList<>(kept.messages));
  }

  private static Kept by(String job) {
    return JOBS.computeIfAbsent(job, name -> new Kept());
  }

  private record KeepMessage(String job) implements MapFunction<KafkaMessage, KafkaMessage> {
    @Override
    public KafkaMessage map(KafkaMessage message) {
      by(job).messages.add(message);
      return message;
    }
  }

  private record KeepRow(String job, String table) implements MapFunction<RowData, RowData> {
    @Override
    public RowData map(RowData row) {
      var of =
          LakeTables.all().stream()
              .filter(each -> each.name().equals(table))
              .findFirst()
              .orElseThrow();
      by(job)
          .rows
          .computeIfAbsent(of, each -> new ConcurrentLinkedQueue<>())
          .add(RowReader.values(of, row));
      return row;
    }
  }
}
