package io.hallpulse.ingest.simulate;

import io.hallpulse.ingest.Origin;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Writes a hall's events down and numbers them, as an agent's store would. */
final class Journal {
  private final HallPlan hall;
  private final Origin origin;
  private final Agenda agenda;
  private final ArrayDeque<Event> written = new ArrayDeque<>();
  private long lastSeq;

  Journal(HallPlan hall, Origin origin, Agenda agenda) {
    this.hall = hall;
    this.origin = origin;
    this.agenda = agenda;
  }

  /** An event of the present moment, to be completed and given to {@link #write}. */
  Event.Builder event(EventKind kind) {
    return Event.newBuilder()
        .setSource(origin.source())
        .setEpoch(origin.epoch())
        .setTime(agenda.now())
        .setRecorded(agenda.now())
        .setDistrict(hall.district())
        .setHallId(hall.hallId())
        .setKind(kind);
  }

  void write(Event.Builder event) {
    written.add(event.setSeq(++lastSeq).build());
  }

  long lastSeq() {
    return lastSeq;
  }

  @Nullable Event next() {
    return written.poll();
  }
}
