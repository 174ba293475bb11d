package io.hallpulse.domain.health;

/**
 * Losses of one factor, added up; whole numbers, so that any order of events gives the same bits.
 *
 * @param millionths lost, in millionths of an exposure
 * @param exposure that it is out of
 * @param unknown exposures of which nobody knows
 * @param incidents exposures with a loss
 */
public record Loss(long millionths, long exposure, long unknown, int incidents) {
  public static final Loss NONE = new Loss(0, 0, 0, 0);
  static final int ONE_THIRD = 333_333;
  static final int HALF = 500_000;
  static final int TWO_THIRDS = 666_667;
  static final int WHOLE = 1_000_000;

  /** One exposure and what was lost of it, in millionths. */
  public static Loss of(long millionths) {
    return new Loss(millionths, 1, 0, millionths > 0 ? 1 : 0);
  }

  /** One exposure of which nobody knows. */
  static Loss ofUnknown() {
    return new Loss(0, 0, 1, 0);
  }

  /** So many of it; to take it out again, -1. */
  public Loss times(int times) {
    return new Loss(millionths * times, exposure * times, unknown * times, incidents * times);
  }

  public Loss plus(Loss other) {
    return new Loss(
        millionths + other.millionths,
        exposure + other.exposure,
        unknown + other.unknown,
        incidents + other.incidents);
  }
}
