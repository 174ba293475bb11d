package io.hallpulse.schemas;

/**
 * A Kafka topic.
 *
 * @param name as brokers know it
 * @param partitions number of partitions when it is created
 * @param compacted whether the broker keeps only the newest record of a key; otherwise records are
 *     kept by time of arrival
 */
public record Topic(String name, int partitions, boolean compacted) {}
