/** Commands that measure what the models can do, on pictures and on this machine. */
@NullMarked
package io.hallpulse.agent.vision.report;

import org.jspecify.annotations.NullMarked;
