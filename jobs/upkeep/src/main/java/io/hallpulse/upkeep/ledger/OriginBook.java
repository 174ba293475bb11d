package io.hallpulse.upkeep.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is known of one origin's events: accepted, arrived, stored. */
final class OriginBook {
  private final Runs arrived = new Runs();
  private final Runs stored = new Runs();
  private final Runs doubled = new Runs();
  private final Runs unreadable = new Runs();
  private final Map<LocalDate, DayCount> days = new TreeMap<>();
  private long rows;
  private long accepted;
  private String hall = "";

  /**
   * It tells a hall's events: what arrived and was not turned away, and what is stored, say so. The
   * first that says so counts, or a later one would carry all of it to another hall.
   */
  void tellsOf(String itsHall) {
    if (hall.isEmpty()) {
      hall = itsHall;
    }
  }

  /** Empty as long as nothing of it has been entered. */
  String hall() {
    return hall;
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

  /** An event has arrived, and the lake has passed it. */
  void arrived(long seq, LocalDate day) {
    if (arrived.add(seq)) {
      days.computeIfAbsent(day, any -> new DayCount()).arrived++;
    }
  }

  /** A heartbeat says that its source had accepted all events up to a seq. */
  void accepted(long lastSeq) {
    accepted = Math.max(accepted, lastSeq);
  }

  boolean isStored(long seq) {
    return stored.contains(seq);
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

  /**
   * Events that arrived, or that the source had accepted, and that the lake has passed over. A dead
   * letter excuses only what did not also arrive as it should.
   */
  Runs lost() {
    var expected = Runs.of(1, accepted + 1).minus(unreadable);
    expected.addAll(arrived);
    return expected.minus(stored);
  }

  /** Of these, the ones that never came to the topic. */
  Runs neverArrived(Runs lost) {
    return lost.minus(arrived);
  }

  /** Events that more than one row is stored of. */
  Runs doubled() {
    return doubled;
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
}
