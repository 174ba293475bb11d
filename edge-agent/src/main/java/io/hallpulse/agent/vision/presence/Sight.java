package io.hallpulse.agent.vision.presence;

import io.hallpulse.agent.vision.Zone;
import io.hallpulse.agent.vision.face.BlazeFace;
import io.hallpulse.agent.vision.face.FaceDetector;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDouble;
import org.opencv.core.Rect;

/**
 * Counts people in a zone of a picture and keeps nothing of it. At a seat a face is the quick
 * answer; where none is seen, a clerk may look down or away, so the outline of a person decides.
 * All cameras share one, and one looks at a time: more cameras take no more memory, and never more
 * than one core, since calling tickets must not wait for cameras.
 */
public final class Sight {
  /** So much of the zone is covered by a person who sits there; an arm that reaches in is less. */
  private static final double SITTING = 0.12;

  /** The models see better with some of the surroundings. */
  private static final double MARGIN = 0.2;

  /** A covered lens or a dead sensor gives one colour all over. */
  private static final double DARKEST_CONTRAST = 4;

  private final FaceDetector near = BlazeFace.near();
  private final FaceDetector far = BlazeFace.far();
  private final PersonMask mask = new PersonMask();

  /** Whether there is anything to be seen at all. */
  public static boolean isCovered(Mat bgr) {
    var mean = new MatOfDouble();
    var deviation = new MatOfDouble();
    try {
      Core.meanStdDev(bgr, mean, deviation);
      double[] channels = deviation.toArray();
      return channels[0] < DARKEST_CONTRAST
          && channels[1] < DARKEST_CONTRAST
          && channels[2] < DARKEST_CONTRAST;
    } finally {
      mean.release();
      deviation.release();
    }
  }

  /** People at a seat: as many as faces, or one whose face is not seen. */
  public synchronized int atSeat(Mat bgr, Zone zone) {
    var outer = pixels(bgr, wider(zone));
    var inner = inside(pixels(bgr, zone), outer);
    var part = bgr.submat(outer);
    try {
      int faces = count(near, part, inner);
      if (faces > 0) {
        return faces;
      }
      return mask.share(part, inner) >= SITTING ? 1 : 0;
    } finally {
      part.release();
    }
  }

  /**
   * People in an area: faces, or outlines where people turn away; who is hidden by others is
   * missed.
   */
  public synchronized int inArea(Mat bgr, Zone zone) {
    var part = bgr.submat(pixels(bgr, zone));
    try {
      int faces = count(far, part, new Rect(0, 0, part.cols(), part.rows()));
      return Math.max(faces, mask.outlines(part));
    } finally {
      part.release();
    }
  }

  /** How much of a seat's zone a person covers, for whoever sets up a camera. */
  public synchronized double covered(Mat bgr, Zone zone) {
    var outer = pixels(bgr, wider(zone));
    var part = bgr.submat(outer);
    try {
      return mask.share(part, inside(pixels(bgr, zone), outer));
    } finally {
      part.release();
    }
  }

  private static int count(FaceDetector detector, Mat part, Rect inner) {
    return (int)
        detector.detect(part).stream()
            .map(face -> face.box().centre())
            .filter(
                centre ->
                    centre.x() >= inner.x
                        && centre.x() <= inner.x + inner.width
                        && centre.y() >= inner.y
                        && centre.y() <= inner.y + inner.height)
            .count();
  }

  private static Zone wider(Zone zone) {
    double x = Math.max(0, zone.x() - MARGIN * zone.width());
    double y = Math.max(0, zone.y() - MARGIN * zone.height());
    double right = Math.min(1, zone.x() + (1 + MARGIN) * zone.width());
    double bottom = Math.min(1, zone.y() + (1 + MARGIN) * zone.height());
    return new Zone(x, y, right - x, bottom - y);
  }

  private static Rect pixels(Mat bgr, Zone zone) {
    int left = (int) (zone.x() * bgr.cols());
    int top = (int) (zone.y() * bgr.rows());
    int width = Math.min(bgr.cols() - left, (int) Math.ceil(zone.width() * bgr.cols()));
    int height = Math.min(bgr.rows() - top, (int) Math.ceil(zone.height() * bgr.rows()));
    return new Rect(left, top, width, height);
  }

  private static Rect inside(Rect inner, Rect outer) {
    return new Rect(inner.x - outer.x, inner.y - outer.y, inner.width, inner.height);
  }
}
