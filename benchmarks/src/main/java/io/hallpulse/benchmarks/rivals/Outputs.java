package io.hallpulse.benchmarks.rivals;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.hallpulse.benchmarks.rivals.Outcome.QueueState;
import io.hallpulse.benchmarks.rivals.SqlTopics.SqlTable;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.live.LiveQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads what the sides have written, as any reader of their topics would: the latest of a key. */
final class Outputs {
  private final String brokers;

  Outputs(String brokers) {
    this.brokers = brokers;
  }

  /** Of this product and of Kafka Streams. */
  Outcome of(String waitsTopic, String queuesTopic) {
    var waits = new HashSet<Wait>();
    latest(waitsTopic).forEach((key, value) -> waits.add(Wait.of(key, value)));
    var codec = AvroCodec.liveQueues();
    var queues = new TreeMap<String, QueueState>();
    latest(queuesTopic)
        .forEach(
            (key, value) -> {
              var queue = ((Accepted<LiveQueue>) codec.decode(value)).value();
              queues.put(key, state(queue));
            });
    return new Outcome(waits, queues);
  }

  private static QueueState state(LiveQueue queue) {
    var level = queue.getServiceLevel();
    return new QueueState(
        queue.getWaiting(),
        queue.getLongestWaitSince(),
        queue.getCalled60m(),
        level == null ? 0 : Math.round(level * queue.getCalled60m()),
        number(queue.getP50WaitSeconds()),
        number(queue.getP90WaitSeconds()),
        queue.getArrivals5m(),
        queue.getCalls5m());
  }

  private static @Nullable Double number(@Nullable Integer seconds) {
    return seconds == null ? null : (Double) seconds.doubleValue();
  }

  /** Of Flink SQL, whose windows that end with the input are meant. */
  Outcome of(SqlTopics topics, long end) throws IOException {
    long minute = TimeUnit.MICROSECONDS.toMinutes(end);
    var waits = new HashSet<Wait>();
    for (var row : rows(topics.waits())) {
      waits.add(
          new Wait(
              row.get("ticket_id").toString(),
              row.get("queue_id").toString(),
              (long) row.get("joined_at"),
              (long) row.get("called_at")));
    }
    var waiting = byQueue(topics.waiting(), null);
    var hour = byQueue(topics.hour(), minute);
    var calls = byQueue(topics.minutes("calls"), minute);
    var arrivals = byQueue(topics.minutes("arrivals"), minute);
    var names = new TreeSet<String>();
    waits.forEach(wait -> names.add(wait.queueId()));
    names.addAll(waiting.keySet());
    var queues = new TreeMap<String, QueueState>();
    for (var name : names) {
      var since = waiting.get(name);
      var calledHour = hour.get(name);
      queues.put(
          name,
          new QueueState(
              count(since, "waiting"),
              since == null ? null : (Long) since.get("since_at"),
              count(calledHour, "called"),
              count(calledHour, "in_time"),
              calledHour == null ? null : (Double) calledHour.get("p50"),
              calledHour == null ? null : (Double) calledHour.get("p90"),
              count(arrivals.get(name), "counted"),
              count(calls.get(name), "counted")));
    }
    return new Outcome(waits, queues);
  }

  private static long count(@Nullable GenericRecord row, String column) {
    return row == null ? 0 : (long) row.get(column);
  }

  private Map<String, GenericRecord> byQueue(SqlTable table, @Nullable Long minute)
      throws IOException {
    var rows = new HashMap<String, GenericRecord>();
    for (var row : rows(table)) {
      if (minute == null || minute.equals(row.get("minute_no"))) {
        rows.put(row.get("queue_id").toString(), row);
      }
    }
    return rows;
  }

  private List<GenericRecord> rows(SqlTable table) throws IOException {
    var reader =
        new GenericDatumReader<GenericRecord>(new Schema.Parser().parse(table.schema(false)));
    var rows = new ArrayList<GenericRecord>();
    for (var value : latest(table.topic()).values()) {
      rows.add(reader.read(null, DecoderFactory.get().binaryDecoder(value, null)));
    }
    return rows;
  }

  /** The latest committed value of each key; what was deleted is left out. */
  private Map<String, byte[]> latest(String topic) {
    var values = new HashMap<String, byte[]>();
    var settings =
        Map.<String, Object>of("bootstrap.servers", brokers, "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          var key = new String(record.key(), ISO_8859_1); // also of keys that are no text
          if (record.value() == null) {
            values.remove(key);
          } else {
            values.put(key, record.value());
          }
        }
      }
    }
    return values;
  }
}
