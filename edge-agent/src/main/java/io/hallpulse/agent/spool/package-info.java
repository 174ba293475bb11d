/** The agent's store: one log of all that happened, which is also the outbox to Kafka. */
@NullMarked
package io.hallpulse.agent.spool;

import org.jspecify.annotations.NullMarked;
