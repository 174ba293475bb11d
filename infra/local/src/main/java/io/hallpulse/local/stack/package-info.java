/** The programs of the local stack, where they keep their data and what they need to start. */
@NullMarked
package io.hallpulse.local.stack;

import org.jspecify.annotations.NullMarked;
