@NullMarked
package io.hallpulse.serving.device;

import org.jspecify.annotations.NullMarked;
