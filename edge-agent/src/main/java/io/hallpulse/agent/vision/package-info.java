/** Cameras, faces and video of a hall: what is seen becomes a few numbers, and no picture stays. */
@NullMarked
package io.hallpulse.agent.vision;

import org.jspecify.annotations.NullMarked;
