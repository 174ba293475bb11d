/** Feeds of the registry of market entities. */
@NullMarked
package io.hallpulse.ingest.registry;

import org.jspecify.annotations.NullMarked;
