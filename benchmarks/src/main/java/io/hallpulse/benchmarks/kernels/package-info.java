/** What the hot paths cost by themselves (JMH): each calls the real thing. */
@NullMarked
package io.hallpulse.benchmarks.kernels;

import org.jspecify.annotations.NullMarked;
