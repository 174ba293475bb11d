package io.hallpulse.upkeep.ledger;

import io.hallpulse.upkeep.ledger.Verdict.Day;
import io.hallpulse.upkeep.ledger.Verdict.State;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what the books hold: findings are put in order once, however many origins have some. */
final class Adder {
  private static final int MOST_SEQS = 10;

  private long arrived;
  private long stored;
  private long lost;
  private long doubled;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<LocalDate, Day> days = new TreeMap<>();

  void add(Origin origin, OriginBook book) {
    var missing = book.lost();
    if (!missing.isEmpty()) {
      findings.add(finding(State.LOST, origin, missing, book));
    }
    if (!book.doubled().isEmpty()) {
      findings.add(finding(State.DOUBLED, origin, book.doubled(), book));
    }
    if (!book.misdated().isEmpty()) {
      findings.add(finding(State.MISDATED, origin, new Runs(), book));
    }
    book.days().forEach((day, count) -> add(new Day(day, count.arrived(), count.stored())));
    arrived += book.arrivedCount();
    stored += book.rows();
    lost += missing.count();
    doubled += book.doubled().count();
  }

  /** Records of a partition that nobody can read and that have no dead letter. */
  void addUnreadable(int partition, Runs offsets) {
    findings.add(
        new Finding(
            State.LOST,
            Finding.UNREADABLE + partition,
            0,
            offsets.count(),
            0,
            offsets.lowest(MOST_SEQS),
            List.of()));
    lost += offsets.count();
  }

  /** Days that have fallen away there are none of the newest of all, either. */
  void add(Sums sums) {
    findings.addAll(sums.findings());
    sums.days().forEach(this::add);
    arrived += sums.arrived();
    stored += sums.stored();
    lost += sums.lost();
    doubled += sums.doubled();
  }

  private void add(Day day) {
    days.merge(
        day.localDate(),
        day,
        (a, b) -> new Day(a.localDate(), a.arrived() + b.arrived(), a.stored() + b.stored()));
  }

  Sums sums() {
    return new Sums(arrived, stored, lost, doubled, findings, List.copyOf(days.values()));
  }

  private static Finding finding(State kind, Origin origin, Runs seqs, OriginBook book) {
    return new Finding(
        kind,
        origin.source(),
        origin.epoch(),
        seqs.count(),
        kind == State.LOST ? book.neverArrived(seqs).count() : 0,
        seqs.lowest(MOST_SEQS),
        book.differingDays());
  }
}
