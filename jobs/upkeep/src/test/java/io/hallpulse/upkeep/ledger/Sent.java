package io.hallpulse.upkeep.ledger;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Batches as a source sends them, of hall h1 and epoch 1. */
final class Sent {
  static final String HALL = "h1";

  private Sent() {}

  /** Events from (inclusive) to (exclusive). */
  static EventBatch batch(String source, long from, long to, Instant time) {
    var events = new ArrayList<Event>();
    for (long seq = from; seq < to; seq++) {
      events.add(event(source, seq, time).setKind(EventKind.DEVICE_FAULT).build());
    }
    return batch(source, from, events);
  }

  static EventBatch heartbeat(String source, long seq, long lastSeq, Instant time) {
    var beat = event(source, seq, time).setKind(EventKind.HEARTBEAT).setLastSeq(lastSeq).build();
    return batch(source, seq, List.of(beat));
  }

  private static EventBatch batch(String source, long from, List<Event> events) {
    return EventBatch.newBuilder()
        .setSource(source)
        .setEpoch(1)
        .setFirstSeq(from)
        .setDistrict("370213")
        .setHallId(HALL)
        .setEvents(events)
        .build();
  }

  private static Event.Builder event(String source, long seq, Instant time) {
    return Event.newBuilder()
        .setSource(source)
        .setEpoch(1)
        .setSeq(seq)
        .setTime(EventJson.micros(time))
        .setDistrict("370213")
        .setHallId(HALL);
  }
}
