package io.hallpulse.benchmarks;

import io.hallpulse.schemas.Topic;
import io.hallpulse.schemas.grant.Signature;
import io.hallpulse.schemas.grant.SigningKey;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The installation's keys, from the environment, or keys that measurements without one share; the
 * batches of measurements are the loader's.
 */
final class Keys {
  private Keys() {}

  static String secret() {
    return of("HALLPULSE_SECRET_KEY");
  }

  static String loader() {
    return of("HALLPULSE_LOADER_KEY");
  }

  private static String of(String name) {
    return System.getenv().getOrDefault(name, "of a measurement");
  }

  /** A batch's record, signed. */
  static ProducerRecord<String, byte[]> record(
      SigningKey loader, Topic topic, String hall, byte[] batch) {
    var record = new ProducerRecord<>(topic.name(), hall, batch);
    var key = hall.getBytes(StandardCharsets.UTF_8);
    record.headers().add(Signature.HEADER, loader.sign(Signature.NO_STORE, key, batch));
    return record;
  }
}
