package io.hallpulse.benchmarks.rivals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** Kafka Streams, exactly once, with its stores in memory and its writes cached. */
final class StreamsSide {
  /** As fresh as the goal allows; its own default is 100 ms, which costs more. */
  private static final int COMMIT_MILLIS = 1_000;

  private static final long CACHE_BYTES = 64L << 20;
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);

  private final String brokers;
  private int runs;

  StreamsSide(String brokers) {
    this.brokers = brokers;
  }

  /**
   * Works until all is committed.
   *
   * @param events that the input holds
   */
  void run(Stretch input, String waits, String queues) throws Exception {
    var id = "%s-%d".formatted(input.topic().name(), runs++);
    var folder = Files.createTempDirectory("hallpulse-streams");
    var shown = new LongAdder();
    var failures = new Failures();
    try (var streams =
            new KafkaStreams(topology(input, waits, queues, shown), settings(id, folder));
        var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", brokers))) {
      streams.setUncaughtExceptionHandler(failures::note);
      streams.start();
      await(input, id, shown, admin, failures);
      streams.close();
      clean(id, admin);
    } finally {
      delete(folder);
    }
  }

  private static Topology topology(Stretch input, String waits, String queues, LongAdder shown) {
    return new Topology()
        .addSource(
            "batches",
            Serdes.String().deserializer(),
            Serdes.ByteArray().deserializer(),
            input.topic().name())
        .addProcessor("fold-queues", () -> new StreamsProcessor(shown), "batches")
        .addStateStore(store(StreamsProcessor.TICKETS), "fold-queues")
        .addStateStore(store(StreamsProcessor.SOURCES), "fold-queues")
        .addSink(
            StreamsProcessor.WAITS,
            waits,
            Serdes.String().serializer(),
            Serdes.ByteArray().serializer(),
            "fold-queues")
        .addSink(
            StreamsProcessor.QUEUES,
            queues,
            Serdes.String().serializer(),
            Serdes.ByteArray().serializer(),
            "fold-queues");
  }

  /** Logged, as exactly once needs it; the cache makes one write of several between commits. */
  private static StoreBuilder<?> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled();
  }

  private Properties settings(String id, Path folder) {
    var settings = new Properties();
    settings.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            id,
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.EXACTLY_ONCE_V2,
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
            COMMIT_MILLIS,
            StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
            CACHE_BYTES,
            StreamsConfig.NUM_STREAM_THREADS_CONFIG,
            1,
            StreamsConfig.REPLICATION_FACTOR_CONFIG,
            1,
            StreamsConfig.STATE_DIR_CONFIG,
            folder.toString()));
    settings.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
    settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    return settings;
  }

  private static void await(
      Stretch input, String id, LongAdder shown, Admin admin, Failures failures) throws Exception {
    long until = System.nanoTime() + PATIENCE;
    while (shown.sum() < input.events() || committed(id, admin) < input.records()) {
      failures.rethrow();
      if (System.nanoTime() > until) {
        throw new IllegalStateException(
            "Kafka Streams has shown %,d of %,d events in %d s"
                .formatted(shown.sum(), input.events(), TimeUnit.NANOSECONDS.toSeconds(PATIENCE)));
      }
      Thread.sleep(20);
    }
  }

  private static long committed(String id, Admin admin) throws Exception {
    return admin
        .listConsumerGroupOffsets(id)
        .partitionsToOffsetAndMetadata()
        .get()
        .values()
        .stream()
        .mapToLong(offset -> offset == null ? 0 : offset.offset())
        .sum();
  }

  private static void clean(String id, Admin admin) throws Exception {
    var changelogs =
        List.of(StreamsProcessor.TICKETS, StreamsProcessor.SOURCES).stream()
            .map(store -> "%s-%s-changelog".formatted(id, store))
            .toList();
    admin.deleteTopics(changelogs).all().get();
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** What a thread of Kafka Streams died of. */
  private static final class Failures {
    private volatile @Nullable Throwable first;

    StreamThreadExceptionResponse note(Throwable failure) {
      first = failure;
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    void rethrow() {
      if (first != null) {
        throw new IllegalStateException("Kafka Streams has failed", first);
      }
    }
  }
}
