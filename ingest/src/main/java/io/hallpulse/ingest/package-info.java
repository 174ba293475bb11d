/** What every producer shares: batches to Kafka, reference data to serving, the command line. */
@NullMarked
package io.hallpulse.ingest;

import org.jspecify.annotations.NullMarked;
