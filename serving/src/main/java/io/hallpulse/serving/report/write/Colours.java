package io.hallpulse.serving.report.write;

/** The few colours of a report; they stay apart in grey and for those who see no red. */
final class Colours {
  static final int INK = 0x1f2933;
  static final int GREY = 0x6b7785;
  static final int RULE = 0xd5dbe1;
  static final int NOTHING = 0xe9ecef;
  static final int[] SERIES = {0x1f5f99, 0xd98032, 0x5a9a68};
  private static final int LIGHT = 0xdbe9f6;
  private static final int DARK = 0x1f5f99;
  private static final int LOSS = 0xd98032;
  private static final int LIGHT_LOSS = 0xf8e4d0;

  private Colours() {}

  /** From light to dark. */
  static int shade(double share) {
    return between(LIGHT, DARK, share);
  }

  /** The same for what has fallen. */
  static int loss(double share) {
    return between(LIGHT_LOSS, LOSS, share);
  }

  private static int between(int from, int to, double share) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int a = from >> shift & 0xff;
      int b = to >> shift & 0xff;
      mixed |= (int) Math.round(a + (b - a) * share) << shift;
    }
    return mixed;
  }

  static String css(int colour) {
    return "#%06x".formatted(colour);
  }

  /** Whether words on it should be light. */
  static boolean isDark(int colour) {
    return (colour >> 16 & 0xff) * 0.299 + (colour >> 8 & 0xff) * 0.587 + (colour & 0xff) * 0.114
        < 140;
  }
}
