package io.hallpulse.domain.hall;

import io.hallpulse.schemas.event.Event;

/**
 * Why something of the past may be judged otherwise now.
 *
 * @param source in whose time that is written, {@code source/epoch}; empty for the hall's
 * @param time before which it need not be written, microseconds
 * @param reason what revisions give as their reason
 */
record Cause(String source, long time, String reason) {
  static Cause of(Event event) {
    return new Cause(
        event.getSource() + "/" + event.getEpoch(), event.getTime(), event.getKind().name());
  }

  /** Something that is known to the hall itself. */
  static Cause ofHall(long time, String reason) {
    return new Cause("", time, reason);
  }
}
