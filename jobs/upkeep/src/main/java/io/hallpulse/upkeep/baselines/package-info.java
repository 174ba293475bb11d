/** What is usual, computed from the lake every night and handed to the master of reference data. */
@NullMarked
package io.hallpulse.upkeep.baselines;

import org.jspecify.annotations.NullMarked;
