/** A hall's own time and its local dates. */
@NullMarked
package io.hallpulse.domain.time;

import org.jspecify.annotations.NullMarked;
