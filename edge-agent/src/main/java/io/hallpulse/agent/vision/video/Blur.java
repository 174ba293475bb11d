package io.hallpulse.agent.vision.video;

import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Makes all of a picture so coarse that nobody on it can be known. All of it, since a detector of
 * faces that misses one would show one; and by throwing pixels away, since a mere smear can be
 * undone.
 */
final class Blur {
  /** Columns that are left: a face near the camera keeps about ten. */
  private static final int COLUMNS = 40;

  private Blur() {}

  /** To be released by whoever asked for it. */
  static Mat of(Mat bgr) {
    var coarse = new Mat();
    var blurred = new Mat();
    try {
      int rows = Math.max(1, bgr.rows() * COLUMNS / bgr.cols());
      Imgproc.resize(bgr, coarse, new Size(COLUMNS, rows), 0, 0, Imgproc.INTER_AREA);
      Imgproc.resize(coarse, blurred, bgr.size(), 0, 0, Imgproc.INTER_LINEAR);
      return blurred;
    } finally {
      coarse.release();
    }
  }
}
