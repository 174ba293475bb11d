package io.hallpulse.ingest;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;

/** Who numbers events: a source in one incarnation. */
public record Origin(String source, long epoch) {
  public static Origin of(Event event) {
    return new Origin(event.getSource(), event.getEpoch());
  }

  static Origin of(EventBatch batch) {
    return new Origin(batch.getSource(), batch.getEpoch());
  }

  @Override
  public String toString() {
    return source + "/" + epoch;
  }
}
