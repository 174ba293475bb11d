@NullMarked
package io.hallpulse.serving.health;

import org.jspecify.annotations.NullMarked;
