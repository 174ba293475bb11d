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
  /**
   * Columns that are left. A portrait keeps seven across the face: a detector still says that there
   * is one, but its template is as far from the person's own as a stranger's. With 40 it was not.
   */
  private static final int COLUMNS = 20;

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
