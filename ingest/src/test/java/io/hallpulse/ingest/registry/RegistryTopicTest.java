package io.hallpulse.ingest.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.market.EntityFold;
import io.hallpulse.schemas.AvroCodec;
import io.hallpulse.schemas.Topics;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.SigningKey;
import io.hallpulse.schemas.registry.RegistryEvent;
import io.hallpulse.schemas.registry.RegistryKind;
import io.hallpulse.testkit.Broker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTopicTest {
  @TempDir private Path folder;

  @Test
  void whatOthersWroteIsNotTakenForWhatWasFedBefore() throws Exception {
    try (var broker = new Broker(Files.createDirectory(folder.resolve("kafka"))).start();
        var topic = new RegistryTopic(broker.address(), SigningKey.loader("ours"));
        var stranger =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address()),
                new StringSerializer(),
                new ByteArraySerializer())) {
      topic.send(registered("91370213MADE00001L"));
      topic.flush();
      stranger.send(record(registered("91370213MADE00002P"))).get();
      var forged = record(registered("91370213MADE00003T"));
      forged
          .headers()
          .add(
              Signature.HEADER,
              SigningKey.loader("theirs")
                  .sign(Signature.NO_STORE, forged.key().getBytes(UTF_8), forged.value()));
      stranger.send(forged).get();

      List<RegistryEvent> read = new ArrayList<>();
      topic.read(read::add);

      assertThat(read).extracting(RegistryEvent::getUscc).containsExactly("91370213MADE00001L");
    }
  }

  private static ProducerRecord<String, byte[]> record(RegistryEvent event) {
    return new ProducerRecord<>(
        Topics.REGISTRY_EVENTS.name(), EntityFold.key(event), AvroCodec.registry().encode(event));
  }

  private static RegistryEvent registered(String code) {
    return RegistryEvent.newBuilder()
        .setSource("s")
        .setEpoch(1)
        .setSeq(1)
        .setTime(0)
        .setRecorded(0)
        .setDistrict("370213")
        .setKind(RegistryKind.ENTITY_REGISTERED)
        .setEffectiveDate(20_000)
        .setUscc(code)
        .build();
  }
}
