@NullMarked
package io.hallpulse.schemas.audit;

import org.jspecify.annotations.NullMarked;
