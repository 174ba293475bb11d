/** What is plugged into a device of the hall: card readers, printers, faces. */
@NullMarked
package io.hallpulse.agent.device;

import org.jspecify.annotations.NullMarked;
