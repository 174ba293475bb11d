package io.hallpulse.agent.vision;

/** A rectangle of a picture in shares of its size, so that it outlives a change of resolution. */
public record Zone(double x, double y, double width, double height) {
  public static final Zone ALL = new Zone(0, 0, 1, 1);

  public Zone {
    if (!(x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= 1.000001)
        || !(y + height <= 1.000001)) {
      throw new IllegalArgumentException(
          "A zone must lie within the picture, 0 to 1; got x %s, y %s, width %s, height %s"
              .formatted(x, y, width, height));
    }
  }

  public boolean contains(double px, double py) {
    return px >= x && px <= x + width && py >= y && py <= y + height;
  }
}
