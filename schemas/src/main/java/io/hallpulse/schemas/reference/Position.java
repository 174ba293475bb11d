package io.hallpulse.schemas.reference;

/** A place on the map, WGS84. */
public record Position(double longitude, double latitude) {
  public Position {
    if (!(longitude >= -180 && longitude <= 180)) {
      throw new IllegalArgumentException("longitude must be -180 to 180, got " + longitude);
    }
    if (!(latitude >= -90 && latitude <= 90)) {
      throw new IllegalArgumentException("latitude must be -90 to 90, got " + latitude);
    }
  }
}
