package io.hallpulse.flinkio;

/**
 * A record as it lies in Kafka, not yet decoded: shuffling bytes is cheaper than shuffling events,
 * and what cannot be decoded keeps its place.
 *
 * @param key the record's key, empty if it had none
 * @param value never null: a tombstone is read as no bytes
 * @param arrived the broker's time of the record in microseconds
 */
public record KafkaRecord(
    String topic, int partition, long offset, long arrived, String key, byte[] value) {}
