package io.hallpulse.agent.vision.face;

import java.util.List;
import org.opencv.core.Mat;

/** Finds faces. An instance is for one thread at a time. */
public interface FaceDetector {
  /**
   * The faces on a picture, surest first.
   *
   * @param bgr a picture, which stays the caller's
   */
  List<Face> detect(Mat bgr);
}
