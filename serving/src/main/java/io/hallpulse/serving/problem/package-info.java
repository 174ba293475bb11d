@NullMarked
package io.hallpulse.serving.problem;

import org.jspecify.annotations.NullMarked;
