/** Keeps the lake's tables small: snapshots, orphans, small files. */
@NullMarked
package io.hallpulse.upkeep.tables;

import org.jspecify.annotations.NullMarked;
