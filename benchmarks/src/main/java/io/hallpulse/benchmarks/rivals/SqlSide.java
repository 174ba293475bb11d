package io.hallpulse.benchmarks.rivals;

import io.hallpulse.domain.hall.HallRules;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/**
 * The same metrics in Flink SQL: upserts to Kafka from a statement set over one source. Windows of
 * an hour and of five minutes move on by the minute, where the product's move with every event;
 * state is kept for ever, since a time to live would cost more.
 */
final class SqlSide {
  private static final Duration DISORDER = Duration.ofMinutes(5);

  private static final String WAITS =
      """
      CREATE TEMPORARY VIEW waits AS
      SELECT ticket_id, queue_id, joined_at, `at` AS called_at,
        (`at` - joined_at) / 1000000 AS wait_seconds, ts
      FROM (
        SELECT kind, ticket_id, `at`, ts,
          LAG(kind) OVER by_time AS kind_before,
          LAG(`at`) OVER by_time AS joined_at,
          LAG(queue_id) OVER by_time AS queue_id
        FROM events
        WHERE kind IN ('TICKET_ISSUED', 'TICKET_TRANSFERRED', 'TICKET_CALLED')
        WINDOW by_time AS (PARTITION BY ticket_id ORDER BY ts))
      WHERE kind = 'TICKET_CALLED' AND kind_before <> 'TICKET_CALLED'
      """;

  private static final String WRITE_WAITS =
      """
      INSERT INTO out_waits
      SELECT ticket_id, joined_at, queue_id, called_at FROM waits
      """;

  private static final String WRITE_WAITING =
      """
      INSERT INTO out_waiting
      SELECT queue_id, COUNT(*), MIN(`at`)
      FROM (
        SELECT kind, queue_id, `at`,
          ROW_NUMBER() OVER (PARTITION BY ticket_id ORDER BY ts DESC) AS place
        FROM events)
      WHERE place = 1 AND kind IN ('TICKET_ISSUED', 'TICKET_TRANSFERRED')
      GROUP BY queue_id
      """;

  private static final String WRITE_HOUR =
      """
      INSERT INTO out_hour
      SELECT queue_id, UNIX_TIMESTAMP(CAST(window_end AS STRING)) / 60, COUNT(*),
        COUNT(*) FILTER (WHERE called_at - joined_at <= %d),
        PERCENTILE(wait_seconds, 0.5), PERCENTILE(wait_seconds, 0.9)
      FROM HOP(TABLE waits, DESCRIPTOR(ts), INTERVAL '1' MINUTE, INTERVAL '60' MINUTE)
      GROUP BY queue_id, window_start, window_end
      """
          .formatted(HallRules.defaults().serviceLevelSeconds() * 1_000_000L);

  private static final String WRITE_CALLS =
      """
      INSERT INTO out_calls
      SELECT queue_id, UNIX_TIMESTAMP(CAST(window_end AS STRING)) / 60, COUNT(*)
      FROM HOP(TABLE waits, DESCRIPTOR(ts), INTERVAL '1' MINUTE, INTERVAL '5' MINUTE)
      GROUP BY queue_id, window_start, window_end
      """;

  private static final String JOINS =
      """
      CREATE TEMPORARY VIEW joins AS
      SELECT queue_id, ts FROM events WHERE kind IN ('TICKET_ISSUED', 'TICKET_TRANSFERRED')
      """;

  private static final String WRITE_ARRIVALS =
      """
      INSERT INTO out_arrivals
      SELECT queue_id, UNIX_TIMESTAMP(CAST(window_end AS STRING)) / 60, COUNT(*)
      FROM HOP(TABLE joins, DESCRIPTOR(ts), INTERVAL '1' MINUTE, INTERVAL '5' MINUTE)
      GROUP BY queue_id, window_start, window_end
      """;

  private final String brokers;

  SqlSide(String brokers) {
    this.brokers = brokers;
  }

  /** Works until the end of the input. */
  void run(StreamExecutionEnvironment env, Stretch input, SqlTopics topics) throws Exception {
    var tables = StreamTableEnvironment.create(env);
    var config = tables.getConfig();
    config.set("table.local-time-zone", "UTC");
    // As the product shows what arrives within 100 ms together.
    config.set("table.exec.mini-batch.enabled", "true");
    config.set("table.exec.mini-batch.allow-latency", "100 ms");
    config.set("table.exec.mini-batch.size", "5000");
    tables.createTemporaryView("events", tables.fromDataStream(events(env, input), schema()));
    tables.executeSql(WAITS);
    tables.executeSql(JOINS);
    for (var table : topics.tables()) {
      tables.executeSql(table.create(brokers));
    }
    var all = tables.createStatementSet();
    for (var statement :
        List.of(WRITE_WAITS, WRITE_WAITING, WRITE_HOUR, WRITE_CALLS, WRITE_ARRIVALS)) {
      all.addInsertSql(statement);
    }
    all.execute().await();
  }

  private DataStream<Row> events(StreamExecutionEnvironment env, Stretch input) {
    var source =
        KafkaSource.<Row>builder()
            .setBootstrapServers(brokers)
            .setTopics(input.topic().name())
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(OffsetsInitializer.latest())
            .setDeserializer(new ExplodeBatches())
            .build();
    var times =
        WatermarkStrategy.<Row>forBoundedOutOfOrderness(DISORDER)
            .withTimestampAssigner((row, known) -> ExplodeBatches.time(row) / 1_000);
    return env.fromSource(source, times, "read-batches").uid("read-batches");
  }

  private static Schema schema() {
    return Schema.newBuilder()
        .column("kind", "STRING")
        .column("ticket_id", "STRING")
        .column("queue_id", "STRING")
        .column("at", "BIGINT")
        .columnByMetadata("ts", DataTypes.TIMESTAMP_LTZ(3), "rowtime")
        .watermark("ts", "SOURCE_WATERMARK()")
        .build();
  }
}
