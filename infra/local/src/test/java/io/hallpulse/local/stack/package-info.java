@NullMarked
package io.hallpulse.local.stack;

import org.jspecify.annotations.NullMarked;
