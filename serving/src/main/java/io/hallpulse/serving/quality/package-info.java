/** What did not get into the facts, why, and how it gets there after all. */
@NullMarked
package io.hallpulse.serving.quality;

import org.jspecify.annotations.NullMarked;
