package io.hallpulse.domain.forecast;

/**
 * The even numbers between 0 and 1 with which futures are played through, always the same: a Latin
 * hypercube (McKay, Beckman, Conover 1979), so that each unknown takes every value equally often
 * over the futures, in an order that has nothing to do with the others'.
 */
final class Draws {
  static final int FUTURES = 64;
  static final int UNKNOWNS = 256;
  private static final byte[][] RANKS = ranks();

  private Draws() {}

  static double of(int unknown, int future) {
    return share(rank(unknown, future));
  }

  /** How many of the other futures have a smaller number for an unknown. */
  static int rank(int unknown, int future) {
    return RANKS[unknown % UNKNOWNS][future];
  }

  /** The number of a rank. */
  static double share(int rank) {
    return (rank + 0.5) / FUTURES;
  }

  private static byte[][] ranks() {
    var table = new byte[UNKNOWNS][FUTURES];
    long state = 1;
    for (var row : table) {
      for (int i = 0; i < FUTURES; i++) {
        row[i] = (byte) i;
      }
      for (int i = FUTURES - 1; i > 0; i--) {
        state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L; // Knuth's MMIX
        int other = (int) Long.remainderUnsigned(state >>> 33, i + 1L);
        byte kept = row[i];
        row[i] = row[other];
        row[other] = kept;
      }
    }
    return table;
  }
}
