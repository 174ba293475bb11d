@NullMarked
package io.hallpulse.serving.history;

import org.jspecify.annotations.NullMarked;
