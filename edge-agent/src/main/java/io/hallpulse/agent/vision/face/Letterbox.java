package io.hallpulse.agent.vision.face;

import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * A picture made to fit a square without changing its proportions; the rest is black.
 *
 * @param picture the square, to be released by whoever asked for it
 * @param scale pixels of the square per pixel of the picture
 */
record Letterbox(Mat picture, double scale, int left, int top) {
  static Letterbox of(Mat bgr, int size) {
    double scale = (double) size / Math.max(bgr.cols(), bgr.rows());
    int width = Math.max(1, (int) Math.round(bgr.cols() * scale));
    int height = Math.max(1, (int) Math.round(bgr.rows() * scale));
    int left = (size - width) / 2;
    int top = (size - height) / 2;
    var square = new Mat(size, size, CvType.CV_8UC3, Scalar.all(0));
    var inner = square.submat(new Rect(left, top, width, height));
    // Averaging while shrinking keeps small faces; a plain resize skips most of their pixels.
    int how = scale < 0.5 ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR;
    Imgproc.resize(bgr, inner, new Size(width, height), 0, 0, how);
    inner.release();
    return new Letterbox(square, scale, left, top);
  }

  /** Where in the picture a place of the square is. */
  Spot back(double x, double y) {
    return new Spot((x - left) / scale, (y - top) / scale);
  }
}
