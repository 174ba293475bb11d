package io.hallpulse.agent.hall;

import java.util.List;
import java.util.stream.Stream;

/** How long something is taken while the disk fills up: what can be missed is refused first. */
public enum Urgency {
  TICKETS(4),
  HEARTBEATS(32),
  CAMERAS(64);

  private final long leastBytes;

  Urgency(long leastMegabytes) {
    this.leastBytes = leastMegabytes * 1024 * 1024;
  }

  boolean fits(long usableBytes) {
    return usableBytes >= leastBytes;
  }

  /** What is not taken any more, the most urgent first; empty while there is room. */
  static List<Urgency> refusedAt(long usableBytes) {
    return Stream.of(values()).filter(each -> !each.fits(usableBytes)).toList();
  }
}
