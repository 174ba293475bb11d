/** What alarms are called: their rules, how grave they are, where they stand. */
@NullMarked
package io.hallpulse.schemas.alarm;

import org.jspecify.annotations.NullMarked;
