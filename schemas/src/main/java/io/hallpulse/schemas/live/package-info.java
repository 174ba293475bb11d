@NullMarked
package io.hallpulse.schemas.live;

import org.jspecify.annotations.NullMarked;
