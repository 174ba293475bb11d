package io.hallpulse.benchmarks.rivals;

import io.hallpulse.schemas.Topic;

/**
 * An input that lies in Kafka.
 *
 * @param end the whole minute at which it ends, microseconds
 */
record Stretch(Topic topic, long events, long records, long end) {}
