/** One hall: everything that its events say, folded. */
@NullMarked
package io.hallpulse.domain.hall;

import org.jspecify.annotations.NullMarked;
