package io.hallpulse.upkeep.ledger;

/**
 * Where a record lies in the topic of events.
 *
 * @param arrivedMillis the broker's time
 */
record Place(int partition, long offset, long arrivedMillis) {}
