package io.hallpulse.domain.time;

import java.util.Collection;

/**
 * How a hall's time passes: it is the least progress of the sources that are heard, never goes back
 * and never runs ahead of the server's clock. A source far behind (an agent that was offline, last
 * year's log) does not hold the hall back: until it has caught up it settles in its own time. When
 * all are silent, time still passes. Times are microseconds.
 *
 * @param idle how long a source may be silent before the hall's time passes without it
 * @param startedAt when this program started: silence before that is not the source's
 */
public record HallClock(long idle, long startedAt) {
  /** A source less behind than this holds the hall's time; 60 s, several heartbeats. */
  private static final long LAG = 60_000_000L;

  /** A hall that has no time yet. */
  public static final long UNSET = Long.MIN_VALUE;

  public long advance(long hallTime, Collection<SourceState> sources, long now) {
    long least = Long.MAX_VALUE;
    long most = UNSET;
    for (var source : sources) {
      if (!isHeard(source, now)) {
        continue;
      }
      most = Math.max(most, source.progress());
      if (!isBehind(source, hallTime)) {
        least = Math.min(least, source.progress());
      }
    }
    if (hallTime == UNSET && most != UNSET) {
      return Math.min(most, now);
    }
    if (least != Long.MAX_VALUE) {
      return Math.max(hallTime, Math.min(least, now));
    }
    boolean begun = hallTime != UNSET || !sources.isEmpty();
    boolean waited = now - startedAt > idle;
    return begun && waited ? Math.max(hallTime, now - idle) : hallTime;
  }

  /** The time by which a source's tickets settle: its own while it catches up, else the hall's. */
  public long timeOf(SourceState source, long hallTime, long now) {
    return isHeard(source, now) && isBehind(source, hallTime) ? source.progress() : hallTime;
  }

  public boolean isHeard(SourceState source, long now) {
    return now - Math.max(source.heard(), startedAt) <= idle && source.heard() != Long.MIN_VALUE;
  }

  private static boolean isBehind(SourceState source, long hallTime) {
    return hallTime != UNSET && source.progress() < hallTime - LAG;
  }
}
