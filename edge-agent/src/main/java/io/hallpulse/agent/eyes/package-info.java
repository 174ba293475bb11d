/** Cameras and faces beside the core: what they see becomes events, and nothing waits for them. */
@NullMarked
package io.hallpulse.agent.eyes;

import org.jspecify.annotations.NullMarked;
