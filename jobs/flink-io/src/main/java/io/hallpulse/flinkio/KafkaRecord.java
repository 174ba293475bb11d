package io.hallpulse.flinkio;

/**
 * A record as it lies in Kafka, not yet decoded: shuffling bytes is cheaper than shuffling events,
 * and what cannot be decoded keeps its place.
 *
 * @param key the record's key, empty if it had none
 * @param value never null: a tombstone is read as no bytes
 * @param signature who wrote it, as its header says; no bytes without one
 * @param arrived the broker's time of the record in microseconds
 */
public record KafkaRecord(
    String topic,
    int partition,
    long offset,
    long arrived,
    String key,
    byte[] value,
    byte[] signature) {
  private static final byte[] NONE = new byte[0];

  /** No topic of Kafka can have this name. */
  private static final String LAKE = "lake:hall.events";

  /** Of a topic whose records nobody signs. */
  public KafkaRecord(
      String topic, int partition, long offset, long arrived, String key, byte[] value) {
    this(topic, partition, offset, arrived, key, value, NONE);
  }

  /** A record that was let in and stored before; where it was in Kafka, it may be no more. */
  public static KafkaRecord stored(
      int partition, long offset, long time, String key, byte[] value) {
    return new KafkaRecord(LAKE, partition, offset, time, key, value);
  }

  /** Whether it comes back from the lake. */
  public boolean isStored() {
    return topic.equals(LAKE);
  }
}
