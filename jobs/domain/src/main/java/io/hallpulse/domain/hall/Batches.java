package io.hallpulse.domain.hall;

import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventJson;
import java.time.Instant;
import java.util.Optional;

/**
 * What makes a batch one: a contiguous run of one source's events, all of the hall it is keyed by.
 */
public final class Batches {
  /** No source comes near it; beyond it numbers would overflow. */
  private static final long MOST_SEQ = 1L << 62;

  /** Clocks may show any time that a table can hold; beyond it there are no local days. */
  private static final long EARLIEST = EventJson.micros(Instant.parse("0001-01-02T00:00:00Z"));

  private static final long LATEST = EventJson.micros(Instant.parse("9999-12-30T00:00:00Z"));

  private Batches() {}

  /** Why a batch is none, empty if it is one. */
  public static Optional<String> problem(EventBatch batch, String key) {
    if (!batch.getHallId().equals(key)) {
      return Optional.of("batch of hall %s under key %s".formatted(batch.getHallId(), key));
    }
    if (batch.getFirstSeq() < 1) {
      return Optional.of("first_seq must be at least 1, got " + batch.getFirstSeq());
    }
    if (batch.getFirstSeq() > MOST_SEQ) {
      return Optional.of(
          "first_seq must be at most %d, got %d".formatted(MOST_SEQ, batch.getFirstSeq()));
    }
    var events = batch.getEvents();
    for (int i = 0; i < events.size(); i++) {
      var event = events.get(i);
      if (event.getTime() < EARLIEST || event.getTime() > LATEST) {
        return Optional.of(
            "event %d of the batch is %s/%d/%d of hall %s at %s, expected a time of the years 1 to 9999"
                .formatted(
                    i,
                    event.getSource(),
                    event.getEpoch(),
                    event.getSeq(),
                    event.getHallId(),
                    EventJson.instant(event.getTime())));
      }
      if (event.getSeq() != batch.getFirstSeq() + i
          || event.getEpoch() != batch.getEpoch()
          || !event.getSource().equals(batch.getSource())
          || !event.getHallId().equals(key)
          || !event.getDistrict().equals(batch.getDistrict())) {
        return Optional.of(
            "event %d of the batch is %s/%d/%d of hall %s in district %s, expected %s/%d/%d of hall %s in district %s"
                .formatted(
                    i,
                    event.getSource(),
                    event.getEpoch(),
                    event.getSeq(),
                    event.getHallId(),
                    event.getDistrict(),
                    batch.getSource(),
                    batch.getEpoch(),
                    batch.getFirstSeq() + i,
                    key,
                    batch.getDistrict()));
      }
    }
    return Optional.empty();
  }
}
