/** SQL over a lake as large as a province's. */
@NullMarked
package io.hallpulse.benchmarks.lake;

import org.jspecify.annotations.NullMarked;
