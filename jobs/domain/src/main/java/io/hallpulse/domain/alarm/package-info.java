/** Alarms: what is wrong, since when, who knows of it, and when it is over. */
@NullMarked
package io.hallpulse.domain.alarm;

import org.jspecify.annotations.NullMarked;
