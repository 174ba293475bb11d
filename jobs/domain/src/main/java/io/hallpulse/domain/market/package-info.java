/** Market entities: codes, life cycle, ledger and the twenty indicators (market.md). */
@NullMarked
package io.hallpulse.domain.market;

import org.jspecify.annotations.NullMarked;
