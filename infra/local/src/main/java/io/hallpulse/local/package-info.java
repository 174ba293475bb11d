/** The command line: what a person types to run HallPulse on one machine. */
@NullMarked
package io.hallpulse.local;

import org.jspecify.annotations.NullMarked;
