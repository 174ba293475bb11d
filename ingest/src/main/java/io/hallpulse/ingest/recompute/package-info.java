/** Scores computed anew from the lake. */
@NullMarked
package io.hallpulse.ingest.recompute;

import org.jspecify.annotations.NullMarked;
