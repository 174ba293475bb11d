/** Accepted, arrived, stored: proves that nothing is lost and nothing is there twice. */
@NullMarked
package io.hallpulse.upkeep.ledger;

import org.jspecify.annotations.NullMarked;
