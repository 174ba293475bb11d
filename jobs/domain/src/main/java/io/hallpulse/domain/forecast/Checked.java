package io.hallpulse.domain.forecast;

import java.util.Arrays;

/**
 * How many of a queue's last forecasts, at most {@link #MOST}, came true: made when the ticket was
 * issued, and held to at its call.
 *
 * @param forecasts that are looked back on
 * @param withinP50 those whose ticket was called within P50
 */
public record Checked(int forecasts, int withinP50, int withinP90) {
  static final byte[] NONE = {};
  private static final int MOST = 200;
  private static final int P50 = 1;
  private static final int P90 = 2;

  /**
   * @param outcomes a byte of each forecast, the oldest first
   */
  static Checked of(byte[] outcomes) {
    int within50 = 0;
    int within90 = 0;
    for (byte outcome : outcomes) {
      within50 += (outcome & P50) != 0 ? 1 : 0;
      within90 += (outcome & P90) != 0 ? 1 : 0;
    }
    return new Checked(outcomes.length, within50, within90);
  }

  /** The outcomes with one more, and without the oldest if they are too many. */
  static byte[] with(byte[] outcomes, boolean isWithinP50, boolean isWithinP90) {
    int from = Math.max(0, outcomes.length + 1 - MOST);
    var more = Arrays.copyOfRange(outcomes, from, outcomes.length + 1);
    more[more.length - 1] = (byte) ((isWithinP50 ? P50 : 0) | (isWithinP90 ? P90 : 0));
    return more;
  }
}
