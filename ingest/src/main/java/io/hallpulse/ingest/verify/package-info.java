/** Checks of the lake against the file it came from. */
@NullMarked
package io.hallpulse.ingest.verify;

import org.jspecify.annotations.NullMarked;
