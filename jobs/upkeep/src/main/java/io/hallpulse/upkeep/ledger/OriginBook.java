package io.hallpulse.upkeep.ledger;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What is known of one origin's events: accepted, arrived, stored. */
final class OriginBook {
  /** Younger arrivals than this are looked at together. */
  private static final long TOGETHER_MILLIS = 20_000;

  /** While the job stands still, arrivals are put together so that they stay few. */
  private static final int MOST_WAITING = 32;

  private final Runs arrived = new Runs();
  private final Runs stored = new Runs();
  private final Runs doubled = new Runs();
  private final Runs unreadable = new Runs();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Map<LocalDate, DayCount> days = new TreeMap<>();
  private long rows;
  private long accepted;

  /** Arrivals that the lake has not passed yet. */
  private static final class Waiting {
    private final int partition;
    private final long sinceMillis;
    private final Runs seqs = new Runs();
    private long lastOffset;
    private long accepted;

    Waiting(Place place) {
      partition = place.partition();
      sinceMillis = place.arrivedMillis();
    }

    boolean takes(Place place, boolean full) {
      return partition == place.partition()
          && (full || place.arrivedMillis() - sinceMillis < TOGETHER_MILLIS);
    }
  }

  /** Distinct events that arrived and rows that are stored, of one local day. */
  static final class DayCount {
    private long arrived;
    private long stored;

    long arrived() {
      return arrived;
    }

    long stored() {
      return stored;
    }
  }

  /** An event has arrived at a place. */
  void arrived(long seq, LocalDate day, Place place, Progress lake) {
    if (arrived.add(seq)) {
      days.computeIfAbsent(day, any -> new DayCount()).arrived++;
    }
    if (!lake.hasPassed(place.partition(), place.offset())) {
      waiting(place).seqs.add(seq);
    }
  }

  /** A heartbeat at a place says that its source had accepted all events up to a seq. */
  void accepted(long lastSeq, Place place, Progress lake) {
    if (lake.hasPassed(place.partition(), place.offset())) {
      accepted = Math.max(accepted, lastSeq);
      return;
    }
    var now = waiting(place);
    now.accepted = Math.max(now.accepted, lastSeq);
  }

  private Waiting waiting(Place place) {
    var last = waiting.peekLast();
    if (last == null || !last.takes(place, waiting.size() >= MOST_WAITING)) {
      last = new Waiting(place);
      waiting.addLast(last);
    }
    last.lastOffset = place.offset();
    return last;
  }

  /** A row stands in the lake. */
  void stored(long seq, LocalDate day) {
    rows++;
    days.computeIfAbsent(day, any -> new DayCount()).stored++;
    if (!stored.add(seq)) {
      doubled.add(seq);
    }
  }

  /** The job has put an event among the dead letters. */
  void unreadable(long seq) {
    unreadable.add(seq);
  }

  /** Judges what the lake has passed by now. */
  void judge(Progress lake) {
    waiting.removeIf(
        some -> {
          boolean passed = lake.hasPassed(some.partition, some.lastOffset);
          if (passed) {
            accepted = Math.max(accepted, some.accepted);
          }
          return passed || (some.accepted <= accepted && pending(some).isEmpty());
        });
  }

  private Runs pending(Waiting some) {
    return some.seqs.minus(stored).minus(unreadable);
  }

  /** Events that arrived, or that the source had accepted, and that the lake has passed over. */
  Runs lost() {
    var expected = new Runs();
    expected.addAll(arrived);
    expected.add(1, accepted + 1);
    var lost = expected.minus(stored).minus(unreadable);
    for (var some : waiting) {
      lost = lost.minus(some.seqs);
    }
    return lost;
  }

  /** Of these, the ones that never came to the topic. */
  Runs neverArrived(Runs lost) {
    return lost.minus(arrived);
  }

  /** Events that more than one row is stored of. */
  Runs doubled() {
    return doubled;
  }

  /** When the first of the events arrived that are not stored yet. */
  OptionalLong waitsSinceMillis() {
    return waiting.stream()
        .filter(some -> !pending(some).isEmpty())
        .mapToLong(some -> some.sinceMillis)
        .min();
  }

  /**
   * Days under which other events are stored than arrived for them. Told only where both sides hold
   * the same events once each, so that a row under a wrong day is the only reason.
   */
  List<LocalDate> misdated() {
    return doubled.isEmpty() && arrived.equals(stored) ? differingDays() : List.of();
  }

  /** Days of which more or fewer rows are stored than events arrived. */
  List<LocalDate> differingDays() {
    var differing = new ArrayList<LocalDate>();
    days.forEach(
        (day, count) -> {
          if (count.arrived != count.stored) {
            differing.add(day);
          }
        });
    return differing;
  }

  Map<LocalDate, DayCount> days() {
    return days;
  }

  long arrivedCount() {
    return arrived.count();
  }

  long rows() {
    return rows;
  }

  long unreadableCount() {
    return unreadable.minus(stored).count();
  }
}
