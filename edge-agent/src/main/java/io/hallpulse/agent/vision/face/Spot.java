package io.hallpulse.agent.vision.face;

/** A place in a picture, in pixels. */
public record Spot(double x, double y) {
  double distanceTo(Spot other) {
    return Math.hypot(x - other.x, y - other.y);
  }

  Spot halfWayTo(Spot other) {
    return new Spot((x + other.x) / 2, (y + other.y) / 2);
  }
}
