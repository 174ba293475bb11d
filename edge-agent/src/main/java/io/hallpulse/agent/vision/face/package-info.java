/** Faces: found, put upright, told apart; whether they live is asked through a port. */
@NullMarked
package io.hallpulse.agent.vision.face;

import org.jspecify.annotations.NullMarked;
