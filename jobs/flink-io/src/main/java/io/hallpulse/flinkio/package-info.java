/** Ends of a stream: how facts come from Kafka and go to Kafka and the lake. */
@NullMarked
package io.hallpulse.flinkio;

import org.jspecify.annotations.NullMarked;
