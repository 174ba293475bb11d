/** Pictures from cameras: an ffmpeg child process decodes, and is started again when it dies. */
@NullMarked
package io.hallpulse.agent.vision.camera;

import org.jspecify.annotations.NullMarked;
