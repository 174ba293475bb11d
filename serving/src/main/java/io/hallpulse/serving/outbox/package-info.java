@NullMarked
package io.hallpulse.serving.outbox;

import org.jspecify.annotations.NullMarked;
