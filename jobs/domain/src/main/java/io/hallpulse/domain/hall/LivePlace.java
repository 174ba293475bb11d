package io.hallpulse.domain.hall;

import io.hallpulse.domain.health.Attendance.Minute;
import io.hallpulse.domain.health.Factor;
import io.hallpulse.domain.health.Loss;
import io.hallpulse.domain.health.OpenIncident;
import io.hallpulse.domain.health.Readings;
import io.hallpulse.domain.health.Slots;
import io.hallpulse.domain.time.LocalDays;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A counter's or queue's trailing hour, minute by minute. Times in microseconds. */
final class LivePlace {
  private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);

  /** What tickets lost, by the start of the minute. */
  private final TreeMap<Long, Readings> counted = new TreeMap<>();

  /** What attendance lost, by the start of the minute. */
  private Map<Long, Readings> attended = Map.of();

  private @Nullable Minute lastMinute;
  private long attendedFrom;
  private boolean isStale = true;

  /** What was told last, good until a minute begins or something is put in. */
  private Map<Long, Readings> bySlot = Map.of();

  private @Nullable LocalDays toldOf;
  private long toldAt;

  static long minute(long time) {
    return Math.floorDiv(time, MINUTE) * MINUTE;
  }

  /** Puts a ticket's loss in; with {@code times} of -1 it is taken out. */
  void count(long time, Factor factor, Loss loss, int times) {
    toldOf = null;
    counted.merge(minute(time), Readings.NONE.plus(factor, loss.times(times)), Readings::plus);
  }

  /** Something was said of its post: its attendance is to be judged anew. */
  void touch() {
    isStale = true;
  }

  boolean isStale() {
    return isStale;
  }

  /** What its rostered sessions lost so far. */
  void attend(List<Judged> judged) {
    toldOf = null;
    attended = new HashMap<>();
    lastMinute = null;
    for (var each : judged) {
      var loss = Readings.NONE.plus(each.factor(), each.loss());
      attended.merge(minute(each.time()), loss, Readings::plus);
      if (each.minute() != null && (lastMinute == null || each.time() >= lastMinute.start())) {
        lastMinute = each.minute();
      }
    }
    isStale = false;
  }

  /** A loss of attendance at its time, and the minute of which it is. */
  record Judged(long time, Factor factor, Loss loss, @Nullable Minute minute) {}

  /** Forgets what lies before a time. */
  void forgetBefore(long from) {
    toldOf = null;
    counted.headMap(from).clear();
    attendedFrom = from;
  }

  /** What was lost up to a time, by the start of the half hour. */
  Map<Long, Readings> bySlot(long until, LocalDays days) {
    if (toldOf != days || toldAt != minute(until)) {
      bySlot = slots(until, days);
      toldOf = days;
      toldAt = minute(until);
    }
    return bySlot;
  }

  private Map<Long, Readings> slots(long until, LocalDays days) {
    var slots = new HashMap<Long, Readings>();
    counted
        .headMap(until, true)
        .forEach((minute, lost) -> slots.merge(Slots.start(minute, days), lost, Readings::plus));
    attended.forEach(
        (minute, lost) -> {
          if (minute >= attendedFrom) {
            slots.merge(Slots.start(minute, days), lost, Readings::plus);
          }
        });
    slots.values().removeIf(Readings.NONE::equals);
    return slots;
  }

  /**
   * For how many minutes nobody has been there, up to the whole minute before a time; 0 if somebody
   * is or nobody knows.
   */
  int deserted(long time) {
    return lastMinute == null || lastMinute.start() + 2 * MINUTE <= time ? 0 : lastMinute.ofSpell();
  }

  /** The absence that goes on, if it costs something. */
  List<OpenIncident> absence(String counterId, long time) {
    var incidents = new ArrayList<OpenIncident>();
    int minutes = deserted(time);
    if (lastMinute != null && minutes > 0 && lastMinute.loss().millionths() > 0) {
      incidents.add(
          new OpenIncident(
              Factor.ABSENT.key(),
              counterId,
              null,
              null,
              lastMinute.start() - (minutes - 1) * MINUTE,
              lastMinute.loss()));
    }
    return incidents;
  }
}
