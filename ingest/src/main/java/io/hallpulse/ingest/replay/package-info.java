/** Recorded logs, sent once more: JSON lines and mapped CSV. */
@NullMarked
package io.hallpulse.ingest.replay;

import org.jspecify.annotations.NullMarked;
