@NullMarked
package io.hallpulse.serving.access;

import org.jspecify.annotations.NullMarked;
