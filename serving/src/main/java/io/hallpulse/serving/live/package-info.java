@NullMarked
package io.hallpulse.serving.live;

import org.jspecify.annotations.NullMarked;
