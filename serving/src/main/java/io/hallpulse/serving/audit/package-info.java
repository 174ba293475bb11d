@NullMarked
package io.hallpulse.serving.audit;

import org.jspecify.annotations.NullMarked;
