/** The lake's catalog: Iceberg's own, with commits that are certain. */
@NullMarked
package io.hallpulse.catalog;

import org.jspecify.annotations.NullMarked;
