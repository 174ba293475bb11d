package io.hallpulse.flinkio;

/**
 * A record on its way to Kafka.
 *
 * @param value empty to delete what the key has
 */
public record KafkaMessage(String topic, String key, byte[] value) {
  /** Nothing is known under a key any more: compaction takes it out of its topic. */
  public static KafkaMessage deleting(String topic, String key) {
    return new KafkaMessage(topic, key, new byte[0]);
  }
}
