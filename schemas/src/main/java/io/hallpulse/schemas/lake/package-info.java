@NullMarked
package io.hallpulse.schemas.lake;

import org.jspecify.annotations.NullMarked;
