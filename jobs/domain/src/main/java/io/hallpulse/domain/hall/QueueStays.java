package io.hallpulse.domain.hall;

import io.hallpulse.domain.live.WaitSketch;
import io.hallpulse.domain.packed.PackedReader;
import io.hallpulse.domain.packed.PackedWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * What happened in a queue on a day, read from what was noted of it: waits that began, and waits
 * that ended and since when they had lasted. What was noted is only added to: something that turns
 * out otherwise is taken back by one more note. Times in microseconds.
 */
final class QueueStays {
  private static final int BEGAN = 1;
  private static final int CALLED = 2;
  private static final int CANCELLED = 3;
  private static final int TOLD = 4;

  /** Added to the kind of what is taken back. */
  private static final int BACK = 8;

  private final List<Long> begins = new ArrayList<>();
  private final List<End> ends = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();

  record End(long time, long start, boolean called) {
    long waited() {
      return Math.max(0, time - start);
    }
  }

  /** A forecast that was held to what came true, at the call. */
  record Outcome(long time, boolean withinP50, boolean withinP90) {}

  /**
   * @param packed notes, their times counted from the day's start
   */
  static QueueStays read(byte[] packed, long dayStart) {
    var stays = new QueueStays();
    var from = new PackedReader(packed);
    while (from.hasMore()) {
      int kind = from.next();
      long time = dayStart + from.number();
      boolean isBack = kind >= BACK;
      switch (isBack ? kind - BACK : kind) {
        case BEGAN -> change(stays.begins, time, isBack);
        case CALLED -> change(stays.ends, new End(time, time - from.number(), true), isBack);
        case CANCELLED -> change(stays.ends, new End(time, time - from.number(), false), isBack);
        case TOLD -> {
          int within = from.next();
          stays.outcomes.add(new Outcome(time, (within & 1) != 0, (within & 2) != 0));
        }
        default -> throw new IllegalStateException("A note of kind %d".formatted(kind));
      }
    }
    return stays;
  }

  private static <T> void change(List<T> all, T one, boolean isBack) {
    if (isBack) {
      all.remove(one);
    } else {
      all.add(one);
    }
  }

  static byte[] began(long start, boolean isBack, long dayStart) {
    var to = new PackedWriter();
    to.put(isBack ? BACK + BEGAN : BEGAN);
    to.number(start - dayStart);
    return to.bytes();
  }

  static byte[] ended(End end, boolean isBack, long dayStart) {
    var to = new PackedWriter();
    to.put((isBack ? BACK : 0) + (end.called() ? CALLED : CANCELLED));
    to.number(end.time() - dayStart);
    to.number(end.time() - end.start());
    return to.bytes();
  }

  static byte[] told(Outcome outcome, long dayStart) {
    var to = new PackedWriter();
    to.put(TOLD);
    to.number(outcome.time() - dayStart);
    to.put((outcome.withinP50() ? 1 : 0) | (outcome.withinP90() ? 2 : 0));
    return to.bytes();
  }

  /** What is known of five minutes. */
  static final class Slot {
    int arrivals;
    int calls;
    int cancelled;
    int calledInTime;
    int forecasts;
    int withinP50;
    int withinP90;
    int waiting;
    long longestSince = Long.MAX_VALUE;
    final WaitSketch waits = new WaitSketch();

    boolean isEmpty() {
      return arrivals + calls + cancelled + waiting + forecasts == 0;
    }
  }

  /**
   * The slots of a day one after the other.
   *
   * @param length of a slot
   * @param dayStart start of the first one
   * @param count how many
   * @param inTime wait up to which a call is in time
   */
  Slot[] slots(long length, long dayStart, int count, long inTime) {
    var slots = new Slot[count];
    for (int i = 0; i < count; i++) {
      slots[i] = new Slot();
    }
    for (long start : begins) {
      int slot = place(start, dayStart, length);
      if (slot < count) {
        slots[slot].arrivals++;
      }
    }
    for (var end : ends) {
      int place = place(end.time(), dayStart, length);
      if (place < count) {
        count(end, slots[place], inTime);
      }
    }
    for (var outcome : outcomes) {
      int place = place(outcome.time(), dayStart, length);
      if (place < count) {
        slots[place].forecasts++;
        slots[place].withinP50 += outcome.withinP50() ? 1 : 0;
        slots[place].withinP90 += outcome.withinP90() ? 1 : 0;
      }
    }
    countWaiting(slots, length, dayStart);
    return slots;
  }

  private static int place(long time, long dayStart, long length) {
    return (int) Math.floorDiv(time - dayStart, length);
  }

  private static void count(End end, Slot slot, long inTime) {
    if (!end.called()) {
      slot.cancelled++;
      return;
    }
    slot.calls++;
    slot.calledInTime += end.waited() <= inTime ? 1 : 0;
    slot.waits.add(end.waited() / 1_000_000);
  }

  /** Who began and did not end by a slot's end waits then. */
  private void countWaiting(Slot[] slots, long length, long dayStart) {
    var untils = new HashMap<Long, ArrayDeque<Long>>();
    for (var end : ends) {
      untils.computeIfAbsent(end.start(), first -> new ArrayDeque<>()).add(end.time());
    }
    for (long start : begins) {
      var known = untils.get(start);
      long until = known == null || known.isEmpty() ? Long.MAX_VALUE : known.remove();
      // At the end of a slot: what began before it and had not ended by then.
      for (int i = Math.max(0, place(start, dayStart, length)); i < slots.length; i++) {
        long slotEnd = dayStart + (i + 1) * length;
        if (until < slotEnd) {
          break;
        }
        slots[i].waiting++;
        slots[i].longestSince = Math.min(slots[i].longestSince, start);
      }
    }
  }

  /** Whether something was noted at a time or later. */
  boolean goesOnAt(long time) {
    return begins.stream().anyMatch(start -> start >= time)
        || ends.stream().anyMatch(end -> end.time() >= time);
  }
}
