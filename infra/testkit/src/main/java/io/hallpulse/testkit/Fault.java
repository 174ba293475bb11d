package io.hallpulse.testkit;

import java.util.Random;

/**
 * What happens to a connection once so many bytes have gone one way.
 *
 * @param afterBytes how many bytes of that way pass untouched
 * @param millis how long a delay lasts, or the pause between two pieces when throttled
 */
public record Fault(Kind kind, Way way, long afterBytes, int millis) {
  public static final Fault NONE = new Fault(Kind.NONE, Way.REQUEST, 0, 0);

  /** Kinds of faults. */
  public enum Kind {
    NONE,
    /** All stands still once. */
    DELAY,
    /** From there on it trickles. */
    THROTTLE,
    /** Both sides are reset. On the way of replies, what was asked has been done. */
    CUT,
    /** The receiver of this way reads an end, while the other way stays open. */
    HALF_CLOSE
  }

  /** Ways of a connection. */
  public enum Way {
    REQUEST,
    REPLY
  }

  /** One that tears the connection somewhere in its first bytes, or makes it slow, or nothing. */
  static Fault random(Random random, int mostBytes) {
    var kinds = Kind.values();
    return new Fault(
        kinds[random.nextInt(kinds.length)],
        Way.values()[random.nextInt(2)],
        random.nextInt(mostBytes),
        1 + random.nextInt(200));
  }
}
