/** The matter behind one or more tickets. */
@NullMarked
package io.hallpulse.domain.cases;

import org.jspecify.annotations.NullMarked;
