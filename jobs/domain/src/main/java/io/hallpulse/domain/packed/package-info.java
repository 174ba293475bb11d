/** Numbers and texts in few bytes, for what is kept many times over. */
@NullMarked
package io.hallpulse.domain.packed;

import org.jspecify.annotations.NullMarked;
