package io.hallpulse.flinkio;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.Topic;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.grant.Signature;
import java.io.IOException;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.base.source.hybrid.HybridSource;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Kafka as the beginning and the end of a stream. */
public final class Kafka {
  private static final byte[] NO_BYTES = new byte[0];

  private Kafka() {}

  /**
   * All records of a topic, from the beginning, then as they arrive; where it stands is kept in
   * checkpoints. Watermarks are not made: time passes per hall, from the events themselves.
   */
  public static DataStream<KafkaRecord> read(
      StreamExecutionEnvironment env, Topic topic, String brokers) {
    return read(env, topic, unbounded(topic, brokers));
  }

  private static KafkaSource<KafkaRecord> unbounded(Topic topic, String brokers) {
    return source(topic, brokers).setProperty("partition.discovery.interval.ms", "60000").build();
  }

  /**
   * First what the lake holds, then all records of the topic of events from the beginning, then as
   * they arrive. On a first start the lake is empty; a restart goes on in Kafka; a start that has
   * lost its state learns again what it knew.
   */
  public static DataStream<KafkaRecord> readEvents(
      StreamExecutionEnvironment env, Lake lake, String brokers) throws IOException {
    var topic = Topics.HALL_EVENTS;
    var source =
        new PastThenLive<>(
            HybridSource.builder(lake.storedEvents()).addSource(unbounded(topic, brokers)).build());
    var name = "read-" + uid(topic);
    var type = TypeInformation.of(KafkaRecord.class); // a hybrid source has none of its own
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), name, type).uid(name);
  }

  /** The records that a topic holds now, and then no more. */
  public static DataStream<KafkaRecord> readToEnd(
      StreamExecutionEnvironment env, Topic topic, String brokers) {
    var source = source(topic, brokers).setBounded(OffsetsInitializer.latest());
    return read(env, topic, source.build());
  }

  private static KafkaSourceBuilder<KafkaRecord> source(Topic topic, String brokers) {
    return KafkaSource.<KafkaRecord>builder()
        .setBootstrapServers(brokers)
        .setTopics(topic.name())
        .setClientIdPrefix("read-" + uid(topic))
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new AsTheyAre())
        .setProperty("commit.offsets.on.checkpoint", "false");
  }

  private static DataStream<KafkaRecord> read(
      StreamExecutionEnvironment env, Topic topic, KafkaSource<KafkaRecord> source) {
    var name = "read-" + uid(topic);
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), name).uid(name);
  }

  /**
   * Upserts: a record may be written again after a restart, with the same key and an equal or
   * higher version, and readers keep the highest.
   */
  public static void upsert(DataStream<KafkaMessage> messages, String name, String brokers) {
    var producer = new Properties();
    producer.setProperty("linger.ms", "5");
    producer.setProperty("compression.type", "lz4");
    messages
        .sinkTo(
            KafkaSink.<KafkaMessage>builder()
                .setBootstrapServers(brokers)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setKafkaProducerConfig(producer)
                .setRecordSerializer(new ToItsTopic())
                .build())
        .name(name)
        .uid(name);
  }

  private static String uid(Topic topic) {
    return topic.name().replace('.', '-');
  }

  private static final class AsTheyAre implements KafkaRecordDeserializationSchema<KafkaRecord> {
    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<KafkaRecord> out) {
      out.collect(
          new KafkaRecord(
              record.topic(),
              record.partition(),
              record.offset(),
              record.timestamp() * 1000,
              record.key() == null ? "" : new String(record.key(), UTF_8),
              record.value() == null ? NO_BYTES : record.value(),
              signature(record)));
    }

    private static byte[] signature(ConsumerRecord<byte[], byte[]> record) {
      var header = record.headers().lastHeader(Signature.HEADER);
      return header == null || header.value() == null ? NO_BYTES : header.value();
    }

    @Override
    public TypeInformation<KafkaRecord> getProducedType() {
      return TypeInformation.of(KafkaRecord.class);
    }
  }

  private static final class ToItsTopic implements KafkaRecordSerializationSchema<KafkaMessage> {
    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        KafkaMessage message, KafkaSinkContext context, Long timestamp) {
      var value = message.value().length == 0 ? null : message.value();
      return new ProducerRecord<>(message.topic(), message.key().getBytes(UTF_8), value);
    }
  }
}
