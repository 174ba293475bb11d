@NullMarked
package io.hallpulse.schemas;

import org.jspecify.annotations.NullMarked;
