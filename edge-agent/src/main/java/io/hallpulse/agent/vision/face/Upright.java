package io.hallpulse.agent.vision.face;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Where a model expects the eyes and the mouth, as shares of its square picture. A face is turned,
 * scaled and moved there, by least squares over the three places.
 */
record Upright(Spot rightEye, Spot leftEye, Spot mouth) {
  /** dlib's mean face with a quarter of margin on each side. */
  static final Upright DLIB =
      new Upright(new Spot(0.318, 0.314), new Spot(0.668, 0.314), new Spot(0.493, 0.685));

  /** What ArcFace and its kin are trained with, at 112 pixels. */
  static final Upright ARC_FACE =
      new Upright(
          new Spot(38.2946 / 112, 51.6963 / 112),
          new Spot(73.5318 / 112, 51.5014 / 112),
          new Spot(56.1396 / 112, 92.2848 / 112));

  /** The face alone, upright; to be released by whoever asked for it. */
  Mat cut(Mat bgr, Face face, int size) {
    Spot[] from = {face.rightEye(), face.leftEye(), face.mouth()};
    Spot[] to = {rightEye, leftEye, mouth};
    var matrix = new Mat(2, 3, CvType.CV_64F);
    var upright = new Mat();
    try {
      matrix.put(0, 0, similarity(from, to, size));
      Imgproc.warpAffine(
          bgr,
          upright,
          matrix,
          new Size(size, size),
          Imgproc.INTER_LINEAR,
          Core.BORDER_CONSTANT,
          Scalar.all(0));
      return upright;
    } finally {
      matrix.release();
    }
  }

  /** The turn, scale and shift that bring {@code from} nearest to {@code to}, as two rows. */
  static double[] similarity(Spot[] from, Spot[] to, double size) {
    double fromX = 0;
    double fromY = 0;
    double toX = 0;
    double toY = 0;
    int n = from.length;
    for (int i = 0; i < n; i++) {
      fromX += from[i].x() / n;
      fromY += from[i].y() / n;
      toX += to[i].x() * size / n;
      toY += to[i].y() * size / n;
    }
    double along = 0;
    double across = 0;
    double spread = 0;
    for (int i = 0; i < n; i++) {
      double x = from[i].x() - fromX;
      double y = from[i].y() - fromY;
      double u = to[i].x() * size - toX;
      double v = to[i].y() * size - toY;
      along += x * u + y * v;
      across += x * v - y * u;
      spread += x * x + y * y;
    }
    double a = spread == 0 ? 0 : along / spread;
    double b = spread == 0 ? 0 : across / spread;
    return new double[] {a, -b, toX - a * fromX + b * fromY, b, a, toY - b * fromX - a * fromY};
  }
}
