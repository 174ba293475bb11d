package io.hallpulse.agent.vision.presence;

import io.hallpulse.agent.vision.model.ModelFile;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.dnn.Dnn;
import org.opencv.dnn.Net;
import org.opencv.imgproc.Imgproc;

/**
 * MediaPipe's selfie segmentation: which pixels are a person, whichever way the face looks. An
 * instance is for one thread at a time.
 */
public final class PersonMask {
  private static final int SIZE = 256;
  private static final double PERSON = 0.5;

  /** Less of the picture than this is a hand or a mistake. */
  private static final double SMALLEST = 0.01;

  private final Net net = ModelFile.bundled("selfie_segmentation.tflite").tensorFlowLite();

  /**
   * How much of a part of the picture is a person, 0..1.
   *
   * @param inner the part that counts; what is around it helps the model to see
   */
  double share(Mat bgr, Rect inner) {
    var people = people(bgr);
    var part = people.submat(scaled(inner, bgr));
    try {
      return Core.mean(part).val[0];
    } finally {
      part.release();
      people.release();
    }
  }

  /** Outlines of people that do not touch; two who stand close together are one. */
  int outlines(Mat bgr) {
    var people = people(bgr);
    var labels = new Mat();
    var stats = new Mat();
    var centres = new Mat();
    try {
      int count = 0;
      int labelled = Imgproc.connectedComponentsWithStats(people, labels, stats, centres);
      // The first is what is not a person.
      for (int i = 1; i < labelled; i++) {
        if (stats.get(i, Imgproc.CC_STAT_AREA)[0] >= SMALLEST * SIZE * SIZE) {
          count++;
        }
      }
      return count;
    } finally {
      people.release();
      labels.release();
      stats.release();
      centres.release();
    }
  }

  /** One byte per cell of the mask, 1 for a person. */
  private Mat people(Mat bgr) {
    var blob =
        Dnn.blobFromImage(
            bgr, 1 / 255.0, new Size(SIZE, SIZE), Scalar.all(0), /* swapRB= */ true, false);
    try {
      net.setInput(blob);
      var result = net.forward();
      var mask = result.reshape(1, SIZE);
      var sure = new Mat();
      try {
        Imgproc.threshold(mask, sure, PERSON, 1, Imgproc.THRESH_BINARY);
        var people = new Mat();
        sure.convertTo(people, CvType.CV_8U);
        return people;
      } finally {
        sure.release();
        mask.release();
        result.release();
      }
    } finally {
      blob.release();
    }
  }

  private static Rect scaled(Rect inner, Mat picture) {
    double x = (double) SIZE / picture.cols();
    double y = (double) SIZE / picture.rows();
    int left = (int) (inner.x * x);
    int top = (int) (inner.y * y);
    return new Rect(
        left,
        top,
        Math.max(1, Math.min(SIZE - left, (int) (inner.width * x))),
        Math.max(1, Math.min(SIZE - top, (int) (inner.height * y))));
  }
}
