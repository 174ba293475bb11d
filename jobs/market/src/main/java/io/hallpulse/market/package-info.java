/** The market job: from the registry's events to the ledger and the indicators of each district. */
@NullMarked
package io.hallpulse.market;

import org.jspecify.annotations.NullMarked;
