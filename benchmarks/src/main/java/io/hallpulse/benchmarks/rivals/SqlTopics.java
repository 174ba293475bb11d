package io.hallpulse.benchmarks.rivals;

import java.util.List;
import java.util.stream.Collectors;

/** Where Flink SQL writes: a topic for each statement, upserted as Avro. */
record SqlTopics(String prefix) {

  /**
   * @param keys how many of the columns, the first ones, name a row
   */
  record SqlTable(String name, String topic, int keys, List<Column> columns) {

    String create(String brokers) {
      return """
      CREATE TEMPORARY TABLE %s (%s, PRIMARY KEY (%s) NOT ENFORCED) WITH (
        'connector' = 'upsert-kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
        'properties.linger.ms' = '5', 'properties.compression.type' = 'lz4',
        'key.format' = 'avro', 'value.format' = 'avro')
      """
          .formatted(
              name,
              columns.stream()
                  .map(column -> "`%s` %s".formatted(column.name(), column.type()))
                  .collect(Collectors.joining(", ")),
              columns.stream().limit(keys).map(Column::name).collect(Collectors.joining(", ")),
              topic,
              brokers);
    }

    /** As Flink derives it from the table. */
    String schema(boolean key) {
      return columns.stream()
          .limit(key ? keys : columns.size())
          .map(column -> column.avro(column.isKeyOf(this)))
          .collect(
              Collectors.joining(",", "{\"type\":\"record\",\"name\":\"row\",\"fields\":[", "]}"));
    }
  }

  record Column(String name, String type) {
    private boolean isKeyOf(SqlTable table) {
      return table.columns().indexOf(this) < table.keys();
    }

    private String avro(boolean isKey) {
      var of =
          switch (type) {
            case "STRING" -> "\"string\"";
            case "DOUBLE" -> "\"double\"";
            default -> "\"long\"";
          };
      return "{\"name\":\"%s\",\"type\":%s}"
          .formatted(name, isKey ? of : "[\"null\",%s]".formatted(of));
    }
  }

  List<SqlTable> tables() {
    return List.of(waits(), waiting(), hour(), minutes("calls"), minutes("arrivals"));
  }

  SqlTable waits() {
    return table(
        "waits", 2, "ticket_id STRING", "joined_at BIGINT", "queue_id STRING", "called_at BIGINT");
  }

  SqlTable waiting() {
    return table("waiting", 1, "queue_id STRING", "waiting BIGINT", "since_at BIGINT");
  }

  SqlTable hour() {
    return table(
        "hour",
        2,
        "queue_id STRING",
        "minute_no BIGINT",
        "called BIGINT",
        "in_time BIGINT",
        "p50 DOUBLE",
        "p90 DOUBLE");
  }

  /** Calls or arrivals of five minutes. */
  SqlTable minutes(String of) {
    return table(of, 2, "queue_id STRING", "minute_no BIGINT", "counted BIGINT");
  }

  private SqlTable table(String name, int keys, String... columns) {
    return new SqlTable(
        "out_" + name,
        prefix + "-" + name,
        keys,
        List.of(columns).stream()
            .map(column -> column.split(" "))
            .map(parts -> new Column(parts[0], parts[1]))
            .toList());
  }
}
