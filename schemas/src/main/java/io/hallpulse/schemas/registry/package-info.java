/** What is told of market entities. */
@NullMarked
package io.hallpulse.schemas.registry;

import org.jspecify.annotations.NullMarked;
