/** Live video: blurred unless a link says otherwise, for who has a signed link, kept nowhere. */
@NullMarked
package io.hallpulse.agent.vision.video;

import org.jspecify.annotations.NullMarked;
