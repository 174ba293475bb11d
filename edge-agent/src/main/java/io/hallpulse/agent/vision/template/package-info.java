/** Templates of faces: consent first, encrypted on this device, forgotten for good. */
@NullMarked
package io.hallpulse.agent.vision.template;

import org.jspecify.annotations.NullMarked;
