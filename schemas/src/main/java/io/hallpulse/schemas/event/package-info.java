@NullMarked
package io.hallpulse.schemas.event;

import org.jspecify.annotations.NullMarked;
