package io.hallpulse.flinkio;

/** A record on its way to Kafka. */
public record KafkaMessage(String topic, String key, byte[] value) {}
