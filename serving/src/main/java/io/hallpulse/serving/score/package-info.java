/** The service health index of past days: what it was, why, and what it would have been. */
@NullMarked
package io.hallpulse.serving.score;

import org.jspecify.annotations.NullMarked;
