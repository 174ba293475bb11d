package io.hallpulse.agent.vision.face;

/** A rectangle in a picture, in pixels. */
public record Box(double x, double y, double width, double height) {
  public Spot centre() {
    return new Spot(x + width / 2, y + height / 2);
  }

  double area() {
    return Math.max(0, width) * Math.max(0, height);
  }

  /** How much of both together is in both, 0..1. */
  double overlap(Box other) {
    double wide = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
    double high = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
    if (wide <= 0 || high <= 0) {
      return 0;
    }
    double both = wide * high;
    return both / (area() + other.area() - both);
  }
}
