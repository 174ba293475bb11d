/** Past days folded again, by the job's own fold, from what the lake holds. */
@NullMarked
package io.hallpulse.refold;

import org.jspecify.annotations.NullMarked;
