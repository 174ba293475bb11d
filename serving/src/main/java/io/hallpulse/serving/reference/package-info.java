@NullMarked
package io.hallpulse.serving.reference;

import org.jspecify.annotations.NullMarked;
