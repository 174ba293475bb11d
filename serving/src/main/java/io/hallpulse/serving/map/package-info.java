/** The map that screens colour. */
@NullMarked
package io.hallpulse.serving.map;

import org.jspecify.annotations.NullMarked;
