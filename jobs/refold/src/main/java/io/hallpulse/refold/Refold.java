package io.hallpulse.refold;

import io.hallpulse.domain.hall.HallFold;
import io.hallpulse.domain.hall.HallIncidents;
import io.hallpulse.domain.hall.HallMemory;
import io.hallpulse.domain.hall.HallRules;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Folds a day of a hall again: the lake's events through the job's own fold, as if each had come
 * when it happened.
 */
public final class Refold {
  private static final HallRules JOBS = HallRules.defaults();

  /** The job's, but for this: nothing is dropped before it is looked at. */
  private static final int KEPT_DAYS = 200;

  private static final int NO_FORECASTS = 0;

  private static final HallRules RULES =
      new HallRules(
          JOBS.serviceLevelSeconds(),
          JOBS.liveMinutes(),
          JOBS.maxCalls(),
          JOBS.idleSeconds(),
          KEPT_DAYS,
          NO_FORECASTS);

  /** After so long a silence the hall's time passes by itself. */
  private static final long SILENCE = TimeUnit.SECONDS.toMicros(RULES.idleSeconds()) + 1;

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
    var fold = new HallFold(hallId, RULES, reference, memory, day.before());
    var feed = new Feed(fold, reference, told);
    feed.take(beginning(hallId, district, day));
    feed.send();
    fold.tick(day.before() + SILENCE, told);
    events.ofDay(hallId, day, feed::take);
    feed.send();
    fold.tick(Math.min(day.after(), until) + SILENCE, told);
    told.lostBy(
        new HallIncidents(hallId, RULES, district, reference, memory).of(day.date().toEpochDay()));
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

  /** Hands events on in batches and lets time pass at each midnight. */
  private static final class Feed {
    private final HallFold fold;
    private final Reference reference;
    private final RefoldedDay told;
    private final List<Event> batch = new ArrayList<>();
    private long midnight = Long.MIN_VALUE;

    Feed(HallFold fold, Reference reference, RefoldedDay told) {
      this.fold = fold;
      this.reference = reference;
      this.told = told;
    }

    void take(Event event) {
      if (event.getTime() >= midnight) {
        send();
        var days = reference.days(event.getDistrict());
        if (midnight != Long.MIN_VALUE) {
          fold.tick(midnight + SILENCE, told);
        }
        midnight = days.end(days.of(event.getTime()));
      }
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
          && event.getSeq() == last.getSeq() + 1;
    }

    void send() {
      if (batch.isEmpty()) {
        return;
      }
      var first = batch.get(0);
      long now = batch.get(batch.size() - 1).getTime();
      fold.accept(
          new EventBatch(
              first.getSource(),
              first.getEpoch(),
              first.getSeq(),
              first.getDistrict(),
              first.getHallId(),
              List.copyOf(batch)),
          now,
          now,
          told);
      batch.clear();
    }
  }
}
