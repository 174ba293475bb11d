/** The service health index: losses, scores and categories (domain.md, section 4). */
@NullMarked
package io.hallpulse.domain.health;

import org.jspecify.annotations.NullMarked;
