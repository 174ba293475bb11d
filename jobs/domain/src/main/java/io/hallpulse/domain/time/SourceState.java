package io.hallpulse.domain.time;

import io.hallpulse.domain.sequence.SeenSequence;

/**
 * What a hall knows of one source and epoch.
 *
 * @param seen its numbers taken in
 * @param progress highest time of its events, never beyond the server's clock (microseconds)
 * @param heard server's clock when it was last heard
 * @param droppedThrough newest local day (days since 1970) of its tickets whose state was dropped,
 *     0 for none
 */
public record SourceState(SeenSequence seen, long progress, long heard, long droppedThrough) {
  public SourceState {
    seen = seen == null ? SeenSequence.nothing() : seen;
  }

  public static SourceState unknown() {
    return new SourceState(SeenSequence.nothing(), Long.MIN_VALUE, Long.MIN_VALUE, 0);
  }

  public SourceState dropping(long day) {
    return new SourceState(seen, progress, heard, Math.max(droppedThrough, day));
  }
}
