/** Keeps programs running: ordered start, health, restart with back-off, clean stop, orphans. */
@NullMarked
package io.hallpulse.local.supervise;

import org.jspecify.annotations.NullMarked;
