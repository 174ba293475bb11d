/** A hall as it is now. */
@NullMarked
package io.hallpulse.domain.live;

import org.jspecify.annotations.NullMarked;
