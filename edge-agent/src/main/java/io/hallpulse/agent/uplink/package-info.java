/**
 * The hall's ways to the centre: events up to Kafka, what the hall needs to know down from serving.
 */
@NullMarked
package io.hallpulse.agent.uplink;

import org.jspecify.annotations.NullMarked;
