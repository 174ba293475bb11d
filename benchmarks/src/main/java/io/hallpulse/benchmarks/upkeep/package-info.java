/** Thirty days of a district through the lake's real code: does upkeep keep it small? */
@NullMarked
package io.hallpulse.benchmarks.upkeep;

import org.jspecify.annotations.NullMarked;
