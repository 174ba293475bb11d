package io.hallpulse.agent.spool;

import java.util.Comparator;

/** The place of an event in the store: epochs only grow, and so do numbers in one. */
public record Position(long epoch, long seq) implements Comparable<Position> {
  public static final Position NONE = new Position(0, 0);

  private static final Comparator<Position> ORDER =
      Comparator.comparingLong(Position::epoch).thenComparingLong(Position::seq);

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  static Position later(Position one, Position other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
