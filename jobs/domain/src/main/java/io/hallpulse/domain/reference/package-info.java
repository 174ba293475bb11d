/** Reference data by time. */
@NullMarked
package io.hallpulse.domain.reference;

import org.jspecify.annotations.NullMarked;
