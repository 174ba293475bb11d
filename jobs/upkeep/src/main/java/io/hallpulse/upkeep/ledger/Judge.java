package io.hallpulse.upkeep.ledger;

import io.hallpulse.upkeep.ledger.Verdict.Day;
import io.hallpulse.upkeep.ledger.Verdict.State;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Reads the books and says what is to be held of them. */
final class Judge {
  private static final int MOST_FINDINGS = 20;
  private static final int MOST_SEQS = 10;
  private static final int MOST_DAYS = 7;

  private final Duration patience;
  private final List<Finding> findings = new ArrayList<>();
  private final TreeMap<LocalDate, Day> days = new TreeMap<>();
  private long arrived;
  private long rows;
  private long lost;
  private long doubled;

  /**
   * @param patience how long an event may wait before the lake is behind
   */
  Judge(Duration patience) {
    this.patience = patience;
  }

  Verdict verdict(Books books, Instant now) {
    books.forEach(this::look);
    books
        .unreadableWithoutLetter()
        .forEach(
            (partition, offsets) -> {
              lost += offsets.count();
              findings.add(unreadable(partition, offsets));
            });
    findings.sort(Comparator.comparing(Finding::kind).reversed());
    var waits = books.waitsSinceMillis();
    long behind =
        waits.isEmpty() ? 0 : Math.max(0, (now.toEpochMilli() - waits.getAsLong()) / 1000);
    var state = state(behind);
    return new Verdict(
        state,
        text(state, behind) + news(books, now),
        now,
        behind,
        arrived,
        rows,
        lost,
        doubled,
        books.unreadableRecords(),
        books.deniedBatches(),
        books.lastDenied().reason(),
        findings.stream().limit(MOST_FINDINGS).toList(),
        days.descendingMap().values().stream().limit(MOST_DAYS).toList());
  }

  private void look(Origin origin, OriginBook book) {
    arrived += book.arrivedCount();
    rows += book.rows();
    book.days()
        .forEach(
            (day, count) ->
                days.merge(
                    day,
                    new Day(day, count.arrived(), count.stored()),
                    (a, b) -> new Day(day, a.arrived() + b.arrived(), a.stored() + b.stored())));
    var missing = book.lost();
    if (!missing.isEmpty()) {
      lost += missing.count();
      findings.add(finding(State.LOST, origin, missing, book));
    }
    if (!book.doubled().isEmpty()) {
      doubled += book.doubled().count();
      findings.add(finding(State.DOUBLED, origin, book.doubled(), book));
    }
    if (!book.misdated().isEmpty()) {
      findings.add(finding(State.MISDATED, origin, new Runs(), book));
    }
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

  private static Finding unreadable(int partition, Runs offsets) {
    return new Finding(
        State.LOST,
        Finding.UNREADABLE + partition,
        0,
        offsets.count(),
        0,
        offsets.lowest(MOST_SEQS),
        List.of());
  }

  private State state(long behind) {
    if (!findings.isEmpty()) {
      return findings.get(0).kind();
    }
    return behind > patience.toSeconds() ? State.BEHIND : State.OK;
  }

  private String text(State state, long behind) {
    return switch (state) {
      case LOST -> "LOST %d: %s".formatted(lost, findings.get(0).text());
      case DOUBLED -> "DOUBLED %d: %s".formatted(doubled, findings.get(0).text());
      case MISDATED -> findings.get(0).text();
      case BEHIND -> "behind %d s: arrived events are not stored yet".formatted(behind);
      default -> "%,d events stored, each once".formatted(rows);
    };
  }

  private static String news(Books books, Instant now) {
    var last = books.lastDenied();
    return last.isNews(now)
        ? "; batches turned away: %d, the last: %s".formatted(books.deniedBatches(), last.reason())
        : "";
  }
}
