/** Alarms: what is open, who has seen it, and who else is told. */
@NullMarked
package io.hallpulse.serving.alert;

import org.jspecify.annotations.NullMarked;
