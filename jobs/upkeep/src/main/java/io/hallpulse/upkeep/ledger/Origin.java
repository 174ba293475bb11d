package io.hallpulse.upkeep.ledger;

/** Who numbers events 1, 2, 3 …: a source in one incarnation of its store. */
record Origin(String source, long epoch) {}
