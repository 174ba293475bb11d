/** Back-tests of wait forecasts on recorded and simulated logs. */
@NullMarked
package io.hallpulse.ingest.backtest;

import org.jspecify.annotations.NullMarked;
