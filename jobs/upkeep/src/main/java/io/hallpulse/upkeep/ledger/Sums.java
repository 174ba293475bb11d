package io.hallpulse.upkeep.ledger;

import io.hallpulse.upkeep.ledger.Verdict.Day;
import io.hallpulse.upkeep.ledger.Verdict.State;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the books hold of some origins: of a hall's, or of all.
 *
 * @param findings the gravest first
 * @param days the newest local days, the newest first
 */
public record Sums(
    long arrived, long stored, long lost, long doubled, List<Finding> findings, List<Day> days) {
  public static final Sums NONE = new Sums(0, 0, 0, 0, List.of(), List.of());

  private static final int MOST_SEQS = 10;
  private static final int MOST_DAYS = 7;

  public Sums {
    findings = findings.stream().sorted(Comparator.comparing(Finding::kind).reversed()).toList();
    days =
        days.stream()
            .sorted(Comparator.comparing(Day::localDate).reversed())
            .limit(MOST_DAYS)
            .toList();
  }

  static Sums of(Origin origin, OriginBook book) {
    var findings = new ArrayList<Finding>();
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
    var days = new ArrayList<Day>();
    book.days().forEach((day, count) -> days.add(new Day(day, count.arrived(), count.stored())));
    return new Sums(
        book.arrivedCount(), book.rows(), missing.count(), book.doubled().count(), findings, days);
  }

  /** Records of a partition that nobody can read and that have no dead letter. */
  static Sums ofUnreadable(int partition, Runs offsets) {
    var finding =
        new Finding(
            State.LOST,
            Finding.UNREADABLE + partition,
            0,
            offsets.count(),
            0,
            offsets.lowest(MOST_SEQS),
            List.of());
    return new Sums(0, 0, offsets.count(), 0, List.of(finding), List.of());
  }

  /** Days that fall away here are none of the newest of both, either. */
  Sums plus(Sums other) {
    var all = new TreeMap<LocalDate, Day>();
    Stream.concat(days.stream(), other.days.stream())
        .forEach(
            day ->
                all.merge(
                    day.localDate(),
                    day,
                    (a, b) ->
                        new Day(
                            a.localDate(), a.arrived() + b.arrived(), a.stored() + b.stored())));
    return new Sums(
        arrived + other.arrived,
        stored + other.stored,
        lost + other.lost,
        doubled + other.doubled,
        Stream.concat(findings.stream(), other.findings.stream()).toList(),
        List.copyOf(all.values()));
  }

  State state(boolean isLate) {
    if (!findings.isEmpty()) {
      return findings.get(0).kind();
    }
    return isLate ? State.BEHIND : State.OK;
  }

  String text(State state, long behindSeconds) {
    return switch (state) {
      case LOST -> "LOST %d: %s".formatted(lost, findings.get(0).text());
      case DOUBLED -> "DOUBLED %d: %s".formatted(doubled, findings.get(0).text());
      case MISDATED -> findings.get(0).text();
      case BEHIND -> "behind %d s: arrived events are not stored yet".formatted(behindSeconds);
      default -> "%,d events stored, each once".formatted(stored);
    };
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
