package io.hallpulse.ingest.simulate;

import io.hallpulse.ingest.Origin;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a hall's events down and numbers them, as an agent's store would. */
final class Journal {
  /** They name a counter, and do not come from its tablet. */
  private static final Set<EventKind> OF_OTHERS =
      Set.of(EventKind.POST_OBSERVED, EventKind.PAUSE_APPROVED);

  private final HallPlan hall;
  private final Origin origin;
  private final Agenda agenda;
  private final HallTime clock;
  private final Uplink uplink;
  private final ArrayDeque<Recorded> recorded = new ArrayDeque<>();
  private final Map<String, List<Event.Builder>> heldBack = new HashMap<>();
  private long lastSeq;

  Journal(HallPlan hall, Origin origin, Agenda agenda, HallTime clock, Uplink uplink) {
    this.hall = hall;
    this.origin = origin;
    this.agenda = agenda;
    this.clock = clock;
    this.uplink = uplink;
  }

  /**
   * A numbered event.
   *
   * @param due when it leaves the hall, by true time
   */
  record Recorded(Event event, long due) {}

  /** An event of the present moment, to be completed and given to {@link #write}. */
  Event.Builder event(EventKind kind) {
    return Event.newBuilder()
        .setSource(origin.source())
        .setEpoch(origin.epoch())
        .setTime(clock.shown(agenda.now()))
        .setDistrict(hall.district())
        .setHallId(hall.hallId())
        .setKind(kind);
  }

  void write(Event.Builder event) {
    var held = event.getCounterId() == null ? null : heldBack.get(event.getCounterId());
    if (held != null && !OF_OTHERS.contains(event.getKind())) {
      held.add(event);
    } else {
      number(event);
    }
  }

  /** From now on a counter's tablet does not reach the journal. */
  void holdBack(String counterId) {
    heldBack.putIfAbsent(counterId, new ArrayList<>());
  }

  /** The tablet is back: what it kept is recorded now, with the times when it happened. */
  void takeBack(String counterId) {
    var held = heldBack.remove(counterId);
    if (held != null) {
      held.forEach(this::number);
    }
  }

  /** How far the hall's clock is off, in milliseconds. */
  long clockOffsetMillis() {
    return clock.offset(agenda.now()) / 1_000;
  }

  long spooled() {
    return uplink.spooled(agenda.now());
  }

  long lastSeq() {
    return lastSeq;
  }

  @Nullable Recorded next() {
    return recorded.poll();
  }

  private void number(Event.Builder event) {
    long now = agenda.now();
    event.setSeq(++lastSeq).setRecorded(clock.shown(now));
    recorded.add(new Recorded(event.build(), uplink.due(now)));
  }
}
