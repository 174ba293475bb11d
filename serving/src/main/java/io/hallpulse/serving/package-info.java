@NullMarked
package io.hallpulse.serving;

import org.jspecify.annotations.NullMarked;
