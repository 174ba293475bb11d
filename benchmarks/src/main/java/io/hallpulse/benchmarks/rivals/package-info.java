/** The same metrics by the same bytes on this product's operators, Kafka Streams and Flink SQL. */
@NullMarked
package io.hallpulse.benchmarks.rivals;

import org.jspecify.annotations.NullMarked;
