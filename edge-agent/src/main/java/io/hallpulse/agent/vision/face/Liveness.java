package io.hallpulse.agent.vision.face;

import org.opencv.core.Mat;

/**
 * Whether a living person is before the camera, and not a picture. A model for it may be plugged
 * in; none comes with the program, and then nothing is pretended: the visitor is asked to turn the
 * head.
 */
@FunctionalInterface
public interface Liveness {
  /** What a model says of one picture. */
  enum Verdict {
    LIVE,
    NOT_LIVE,
    NOT_ASSESSED
  }

  Liveness NONE = (bgr, face) -> Verdict.NOT_ASSESSED;

  Verdict assess(Mat bgr, Face face);
}
