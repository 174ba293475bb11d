@NullMarked
package io.hallpulse.local.supervise;

import org.jspecify.annotations.NullMarked;
