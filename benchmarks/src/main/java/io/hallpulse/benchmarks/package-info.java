/**
 * Measurements of the running product; each writes its result beside a description of the machine.
 */
@NullMarked
package io.hallpulse.benchmarks;

import org.jspecify.annotations.NullMarked;
