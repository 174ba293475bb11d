package io.hallpulse.agent.vision.face;

/**
 * A face that was found.
 *
 * @param score how sure the detector is, 0..1
 * @param rightEye the person's own right, so the one on the left of the picture
 */
public record Face(Box box, double score, Spot rightEye, Spot leftEye, Spot nose, Spot mouth) {
  /** Pixels between the eyes: below about 25 a comparison is guessing. */
  public double eyeDistance() {
    return rightEye.distanceTo(leftEye);
  }

  /** The same face in a picture that this one was cut from. */
  Face movedBy(double x, double y) {
    return new Face(
        new Box(box.x() + x, box.y() + y, box.width(), box.height()),
        score,
        moved(rightEye, x, y),
        moved(leftEye, x, y),
        moved(nose, x, y),
        moved(mouth, x, y));
  }

  private static Spot moved(Spot spot, double x, double y) {
    return new Spot(spot.x() + x, spot.y() + y);
  }
}
