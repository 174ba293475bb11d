package io.hallpulse.domain.forecast;

/**
 * How long a ticket had waited when it was asked about: who still waits after a while is not like
 * who has just come, and what is learnt of the one does not hold for the other.
 */
final class Age {
  /** Just come, more than 200 seconds, and then each three times as long. */
  static final int COUNT = 6;

  private static final double FIRST = 200;
  private static final double FACTOR = 3;

  private Age() {}

  static int of(double waitedSeconds) {
    int age = 0;
    for (double limit = FIRST; age < COUNT - 1 && waitedSeconds >= limit; limit *= FACTOR) {
      age++;
    }
    return age;
  }
}
