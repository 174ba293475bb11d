/** A hall as its events tell it, and what may happen next in it. */
@NullMarked
package io.hallpulse.agent.hall;

import org.jspecify.annotations.NullMarked;
