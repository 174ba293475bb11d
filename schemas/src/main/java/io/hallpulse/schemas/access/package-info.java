@NullMarked
package io.hallpulse.schemas.access;

import org.jspecify.annotations.NullMarked;
