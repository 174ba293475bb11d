/** Which events of a source have been seen. */
@NullMarked
package io.hallpulse.domain.sequence;

import org.jspecify.annotations.NullMarked;
