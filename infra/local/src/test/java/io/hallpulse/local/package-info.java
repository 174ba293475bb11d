@NullMarked
package io.hallpulse.local;

import org.jspecify.annotations.NullMarked;
