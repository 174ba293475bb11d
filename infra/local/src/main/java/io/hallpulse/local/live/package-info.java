/** Looks at an installation's live state from outside, as the wall does. */
@NullMarked
package io.hallpulse.local.live;

import org.jspecify.annotations.NullMarked;
