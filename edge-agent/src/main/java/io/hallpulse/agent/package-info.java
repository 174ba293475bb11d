/** The program on the hall's devices: it keeps the hall going with the uplink cut for days. */
@NullMarked
package io.hallpulse.agent;

import org.jspecify.annotations.NullMarked;
