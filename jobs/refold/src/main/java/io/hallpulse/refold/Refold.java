package io.hallpulse.refold;

import io.hallpulse.domain.hall.HallFold;
import io.hallpulse.domain.hall.HallIncidents;
import io.hallpulse.domain.hall.HallMemory;
import io.hallpulse.domain.hall.HallPast;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Folds a day of a hall again: the lake's events through the job's own fold, as if each had come
 * when it happened.
 */
public final class Refold {
  private static final int MOST_IN_BATCH = 64;

  private final StoredEvents events;

  public Refold(LakeQuery lake) {
    this.events = new StoredEvents(lake);
  }

  /**
   * @param reference by which it is judged
   * @param until microseconds; what would have been known later is left out, be it that a clerk
   *     never came
   */
  public RefoldedDay of(
      String hallId, String district, DayReach day, Reference reference, long until)
      throws SQLException {
    var memory = HallMemory.inProcess();
    var told = new RefoldedDay(day.date());
    var fold = new HallFold(hallId, HallPast.RULES, reference, memory, day.before());
    var past = new HallPast(fold, reference, Long.MAX_VALUE);
    var feed = new Feed(past, reference.days(district), told);
    feed.take(beginning(hallId, district, day));
    feed.send();
    past.passTo(day.before(), told);
    events.ofDay(hallId, day, feed::take);
    feed.send();
    past.passTo(Math.min(day.after(), until), told);
    told.lostBy(
        new HallIncidents(hallId, HallPast.RULES, district, reference, memory)
            .of(day.date().toEpochDay()));
    return told;
  }

  /** So that time passes in the hall though nobody says anything. */
  private static Event beginning(String hallId, String district, DayReach day) {
    return Event.newBuilder()
        .setSource("refold")
        .setEpoch(1)
        .setSeq(1)
        .setTime(day.before())
        .setDistrict(district)
        .setHallId(hallId)
        .setKind(EventKind.HEARTBEAT)
        .build();
  }

  /** Hands events on in batches, each of one source and day. */
  private static final class Feed {
    private final HallPast past;
    private final LocalDays days;
    private final RefoldedDay told;
    private final List<Event> batch = new ArrayList<>();

    Feed(HallPast past, LocalDays days, RefoldedDay told) {
      this.past = past;
      this.days = days;
      this.told = told;
    }

    void take(Event event) {
      if (!batch.isEmpty() && !follows(event)) {
        send();
      }
      batch.add(event);
    }

    private boolean follows(Event event) {
      var last = batch.get(batch.size() - 1);
      return batch.size() < MOST_IN_BATCH
          && event.getSource().equals(last.getSource())
          && event.getEpoch() == last.getEpoch()
          && event.getSeq() == last.getSeq() + 1
          && days.of(event.getTime()) == days.of(last.getTime());
    }

    void send() {
      if (batch.isEmpty()) {
        return;
      }
      var first = batch.get(0);
      past.take(
          new EventBatch(
              first.getSource(),
              first.getEpoch(),
              first.getSeq(),
              first.getDistrict(),
              first.getHallId(),
              List.copyOf(batch)),
          told);
      batch.clear();
    }
  }
}
