/** Past days folded again by the hall job's own stream, and what is wrong in the lake put right. */
@NullMarked
package io.hallpulse.hall.backfill;

import org.jspecify.annotations.NullMarked;
