package io.hallpulse.agent.spool;

import io.hallpulse.schemas.event.EventBatch;
import org.jspecify.annotations.Nullable;

/**
 * What one change writes, all or nothing: events, which go on to Kafka, and a note, which stays on
 * the device.
 *
 * @param batch contiguous events; null for none
 * @param note as JSON; null for none
 */
public record Entry(@Nullable EventBatch batch, @Nullable String note) {
  public Entry {
    if (batch == null && note == null) {
      throw new IllegalArgumentException("An entry needs events or a note");
    }
  }

  /** Seq of the last event, 0 if there is none. */
  long lastSeq() {
    return batch == null ? 0 : batch.getFirstSeq() + batch.getEvents().size() - 1;
  }
}
