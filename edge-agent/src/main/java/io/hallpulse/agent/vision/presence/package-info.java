/** Whether somebody is at a counter and how many wait: pure arithmetic over looks of a camera. */
@NullMarked
package io.hallpulse.agent.vision.presence;

import org.jspecify.annotations.NullMarked;
