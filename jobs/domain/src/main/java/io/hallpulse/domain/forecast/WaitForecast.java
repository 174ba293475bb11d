package io.hallpulse.domain.forecast;

/**
 * For how long a ticket will still wait from the moment of asking, in seconds: half of such tickets
 * are called within p50, nine of ten within p90. What was waited before comes on top, so a forecast
 * of the whole wait is never shorter than that.
 *
 * @param ahead tickets of its queue that are called before it, as things stand
 */
public record WaitForecast(int ahead, double p50, double p90) {
  public WaitForecast {
    if (!(p50 >= 0) || !(p90 >= p50)) {
      throw new IllegalArgumentException(
          "A forecast needs 0 <= p50 <= p90, got %s and %s".formatted(p50, p90));
    }
  }

  /**
   * As one of the whole wait.
   *
   * @param waited seconds up to now; negative before an appointment, from which the wait will count
   */
  public WaitForecast after(double waited) {
    return new WaitForecast(ahead, Math.max(0, waited + p50), Math.max(0, waited + p90));
  }
}
