package io.hallpulse.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.agent.vision.Clips;
import io.hallpulse.agent.vision.Pictures;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.Signer;
import io.hallpulse.schemas.grant.SigningKey;
import io.hallpulse.testkit.Broker;
import io.hallpulse.testkit.FaultProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Two agents, a real broker, and a network between them that is cut while both halls go on: what
 * was answered arrives, once each number, and one of the agents is killed meanwhile. The other one
 * has a camera and knows faces. The broker wants TLS and to know who comes. Neither takes more
 * memory than it may.
 */
class UplinkTest {
  private static final String ID_NUMBER = "370213198812120027";
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(90);

  @TempDir private Path temp;
  private final AvroCodec<EventBatch> codec = AvroCodec.batches();
  private final Map<String, TreeMap<Long, Event>> arrived = new HashMap<>();
  private long repeats;

  @Test
  void whatWasAnsweredArrivesOnceThroughACutAndAKill() throws Exception {
    var brokerFolder = Files.createDirectories(temp.resolve("broker"));
    var keys = TestKeys.make(temp);
    var broker = new Broker(brokerFolder);
    broker.secretWhenProxied(keys.keystore(), keys.truststore(), keys.password());
    try (var proxy = FaultProxy.to(broker.proxiedPort());
        var running = broker.behind(proxy.port()).start();
        var consumer = consumer(running.address())) {
      var first = hall("h-1");
      var second = hall("h-2");
      var through = "127.0.0.1:" + proxy.port();
      var clip = Clips.of(temp, List.of(Pictures.deskWithSomebody(200)), 5);
      try (var one = new AgentProcess(first, config(first, through, keys, settings -> {}));
          var two =
              new AgentProcess(
                  second,
                  config(second, through, keys, settings -> eyes(settings, second, clip)))) {
        serve(first, 3);
        serve(second, 3);
        await(consumer, first, lastSeq(first));

        proxy.isolate();
        serve(first, 5);
        serve(second, 5);
        one.killAndRestart();
        serve(first, 2);
        var cut = first.kiosk().get("").body().path("uplink");
        assertThat(cut.path("connected").asBoolean()).isFalse();
        assertThat(cut.path("spool_depth").asLong()).isGreaterThan(5 * 4);

        proxy.rejoin();
        serve(first, 1);
        await(consumer, first, lastSeq(first));
        await(consumer, second, lastSeq(second));

        for (var hall : List.of(first, second)) {
          var events = arrived.get(hall.deviceId());
          assertThat(events.firstKey()).isEqualTo(1);
          assertThat((long) events.size()).as("distinct = max").isEqualTo(events.lastKey());
          assertThat(count(events, EventKind.SERVICE_ENDED)).isEqualTo(hall.equals(first) ? 11 : 8);
          assertThat(count(events, EventKind.HEARTBEAT)).isPositive();
        }
        assertThat(count(arrived.get(second.deviceId()), EventKind.POST_OBSERVED)).isPositive();
        assertThat(look(second)).isEqualTo(202);
        System.out.printf(
            "agents: RSS %d and, with camera and faces, %d MB; %d repeats%n",
            one.residentMegabytes(), two.residentMegabytes(), repeats);
        assertThat(one.residentMegabytes()).isLessThanOrEqualTo(256);
        assertThat(two.residentMegabytes()).isLessThanOrEqualTo(400);
        assertThat(one.log() + two.log()).doesNotContain(ID_NUMBER).doesNotContain("123456");
      }
    }
    for (var events : arrived.values()) {
      assertThat(events.toString()).doesNotContain(ID_NUMBER);
    }
  }

  private HallFolder hall(String id) throws IOException {
    return HallFolder.make(Files.createDirectories(temp.resolve(id)), id, "agent-" + id);
  }

  private static Path config(
      HallFolder hall, String brokers, TestKeys keys, Consumer<ObjectNode> more)
      throws IOException {
    return hall.config(
        brokers,
        settings -> {
          keys.set(settings.putObject("kafka_tls"), keys.keystore(), keys.truststore());
          more.accept(settings);
        });
  }

  /** All that OpenCV is loaded for. */
  private static void eyes(ObjectNode settings, HallFolder hall, Path clip) {
    settings.putObject("faces");
    settings.withArray("roles").add("camera");
    var camera = settings.putArray("cameras").addObject();
    camera.put("camera_id", hall.hallId() + "-cam").put("source", clip.toString());
    camera.putArray("seats").addObject().put("counter_id", hall.counter(1));
    camera.putArray("areas").addObject().put("area_id", hall.hallId() + "-front");
  }

  /** A face before the kiosk: the models are at work, and ask for a turn of the head. */
  private static int look(HallFolder hall) throws IOException {
    var packed = new MatOfByte();
    Imgcodecs.imencode(".jpg", Pictures.somebody(), packed);
    var image = Base64.getEncoder().encodeToString(packed.toArray());
    return hall.kiosk()
        .post(
            "/identify",
            "{\"by\":\"FACE\",\"image\":\"data:image/jpeg;base64,%s\"}".formatted(image))
        .status();
  }

  /** Visitors with a code each, one after the other. */
  private static void serve(HallFolder hall, int visitors) throws IOException {
    var desk = hall.desk(1);
    if (!desk.get("").body().has("staff_id")) {
      var signIn = "{\"staff_id\":\"%s\",\"pin\":\"123456\"}".formatted(hall.clerk(1));
      assertThat(desk.post("/sign-in", signIn).status()).isEqualTo(200);
    }
    for (int i = 0; i < visitors; i++) {
      var known =
          hall.kiosk()
              .post("/identify", "{\"by\":\"QR\",\"code\":\"HP1:V:%s\"}".formatted(ID_NUMBER));
      var ticket =
          "{\"visit\":\"%s\",\"item_code\":\"%s-tax-01\"}"
              .formatted(known.body().path("visit").asText(), hall.hallId());
      assertThat(hall.kiosk().post("/tickets", ticket).status()).isEqualTo(201);
      for (var step : List.of("/next", "/start")) {
        assertThat(desk.post(step, "{}").status()).as(step).isEqualTo(200);
      }
      assertThat(desk.post("/end", "{\"outcome\":\"COMPLETED\"}").status()).isEqualTo(200);
    }
  }

  private static long lastSeq(HallFolder hall) {
    return new Page("http://127.0.0.1:" + hall.port(), "")
        .get("/health")
        .body()
        .path("last_seq")
        .asLong();
  }

  private static long count(Map<Long, Event> events, EventKind kind) {
    return events.values().stream().filter(event -> event.getKind() == kind).count();
  }

  private void await(KafkaConsumer<byte[], byte[]> consumer, HallFolder hall, long seq) {
    var key = new SigningKey(Signer.device(hall.deviceId(), 1), HallFolder.KEY);
    long until = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < until) {
      for (var record : consumer.poll(Duration.ofMillis(200))) {
        take(
            hall,
            key,
            record.key(),
            record.value(),
            record.headers().lastHeader("signature").value());
      }
      var events = arrived.get(hall.deviceId());
      if (events != null && events.lastKey() >= seq && events.size() == events.lastKey()) {
        return;
      }
    }
    throw new AssertionError(
        "seq %d of %s did not arrive: %s"
            .formatted(
                seq,
                hall.deviceId(),
                arrived.getOrDefault(hall.deviceId(), new TreeMap<>()).keySet()));
  }

  private void take(
      HallFolder hall, SigningKey key, byte[] recordKey, byte[] value, byte[] header) {
    var batch = ((Parsed.Accepted<EventBatch>) codec.decode(value)).value();
    if (batch.getSource().equals(hall.deviceId())) {
      var signature = ((Parsed.Accepted<Signature>) Signature.read(header)).value();
      assertThat(key.made(signature, recordKey, value)).as("signed by its key").isTrue();
      assertThat(signature.writer()).isNotEqualTo(Signature.NO_STORE);
    }
    assertThat(new String(recordKey, UTF_8)).isEqualTo(batch.getHallId());
    var known = arrived.computeIfAbsent(batch.getSource(), source -> new TreeMap<>());
    for (var event : batch.getEvents()) {
      var before = known.put(event.getSeq(), event);
      if (before != null) {
        repeats++;
        assertThat(event).as("a repeat says the same").isEqualTo(before);
      }
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String brokers) {
    var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", brokers, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    var partitions =
        IntStream.range(0, Topics.HALL_EVENTS.partitions())
            .mapToObj(partition -> new TopicPartition(Topics.HALL_EVENTS.name(), partition))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
