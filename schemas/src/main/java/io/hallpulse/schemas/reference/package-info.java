@NullMarked
package io.hallpulse.schemas.reference;

import org.jspecify.annotations.NullMarked;
