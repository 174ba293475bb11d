package io.hallpulse.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.Signer;
import io.hallpulse.schemas.grant.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A device as the product sees one: enrolled over REST, it signs what it sends to Kafka. */
record Kiosk(String serving, String admin, String id, String hall, String hmacKey) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long STORE = 42;

  static Kiosk enrol(String serving, String adminPassword, String id, String hall)
      throws IOException, InterruptedException {
    var admin =
        "Basic " + Base64.getEncoder().encodeToString(("admin:" + adminPassword).getBytes(UTF_8));
    var wanted = "{\"device_id\":\"%s\",\"hall_id\":\"%s\"}".formatted(id, hall);
    var enrolment = call(serving + "/api/v1/devices", admin, "POST", wanted);
    var key = new ObjectMapper().readTree(enrolment).path("hmac_key").asText();
    return new Kiosk(serving, admin, id, hall, key);
  }

  void closeEpoch(long epoch) throws IOException, InterruptedException {
    call("%s/api/v1/devices/%s/epochs/%d".formatted(serving, id, epoch), admin, "DELETE", "");
  }

  private static String call(String url, String admin, String method, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", admin)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    var response = HTTP.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("%s %s: %s".formatted(method, url, response.body()));
    }
    return response.body();
  }

  Line connect(String brokers) {
    return new Line(
        this,
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers),
            new StringSerializer(),
            new ByteArraySerializer()));
  }

  /** The device's way to Kafka. */
  record Line(Kiosk kiosk, KafkaProducer<String, byte[]> producer) implements AutoCloseable {
    /** So many heartbeats of an epoch, from a number on. */
    void send(long epoch, long first, int count) throws ExecutionException, InterruptedException {
      var key =
          new SigningKey(Signer.device(kiosk.id, epoch), Base64.getDecoder().decode(kiosk.hmacKey));
      var value = kiosk.batch(epoch, first, count, 0);
      send(value, key.sign(STORE, kiosk.hall.getBytes(UTF_8), value));
    }

    /** A heartbeat that claims what was accepted. */
    void sendUnsigned(long epoch, long first, long claim)
        throws ExecutionException, InterruptedException {
      send(kiosk.batch(epoch, first, 1, claim), new byte[0]);
    }

    private void send(byte[] value, byte[] signature)
        throws ExecutionException, InterruptedException {
      var record = new ProducerRecord<>(Topics.HALL_EVENTS.name(), kiosk.hall, value);
      record.headers().add(Signature.HEADER, signature);
      producer.send(record).get();
    }

    @Override
    public void close() {
      producer.close();
    }
  }

  private byte[] batch(long epoch, long first, int count, long claim) {
    var events = new ArrayList<Event>();
    for (long seq = first; seq < first + count; seq++) {
      events.add(
          Event.newBuilder()
              .setSource(id)
              .setEpoch(epoch)
              .setSeq(seq)
              .setTime(EventJson.micros(Instant.now()))
              .setDistrict("golden")
              .setHallId(hall)
              .setKind(EventKind.HEARTBEAT)
              .setSpoolDepth(0L)
              .setClockOffsetMs(0L)
              .setLastSeq(claim == 0 ? seq - 1 : claim)
              .build());
    }
    return AvroCodec.batches().encode(new EventBatch(id, epoch, first, "golden", hall, events));
  }
}
