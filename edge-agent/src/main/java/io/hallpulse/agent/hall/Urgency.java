package io.hallpulse.agent.hall;

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
}
