@NullMarked
package io.hallpulse.schemas.fact;

import org.jspecify.annotations.NullMarked;
