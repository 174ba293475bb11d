/** A room that is drawn, for a demo without a camera. */
@NullMarked
package io.hallpulse.agent.vision.demo;

import org.jspecify.annotations.NullMarked;
