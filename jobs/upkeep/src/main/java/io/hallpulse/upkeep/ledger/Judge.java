package io.hallpulse.upkeep.ledger;

import io.hallpulse.schemas.sentence.LedgerSentence;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;

/** Reads the books and says what is to be held of them. */
final class Judge {
  private final Duration patience;

  /**
   * @param patience how long an event may wait before the lake is behind
   */
  Judge(Duration patience) {
    this.patience = patience;
  }

  Verdict verdict(Books books, Instant now) {
    var adders = new HashMap<String, Adder>();
    books.forEach(
        (origin, book) ->
            adders.computeIfAbsent(book.hall(), any -> new Adder()).add(origin, book));
    var byHall = new HashMap<String, Sums>();
    adders.forEach((hall, adder) -> byHall.put(hall, adder.sums()));
    var whole = new Adder();
    byHall.values().forEach(whole::add);
    books.unreadableWithoutLetter().forEach(whole::addUnreadable);
    var all = whole.sums();
    var waits = books.waitsSinceMillis();
    long behind =
        waits.isEmpty() ? 0 : Math.max(0, (now.toEpochMilli() - waits.getAsLong()) / 1000);
    boolean isLate = behind > patience.toSeconds();
    var state = all.state(isLate);
    return new Verdict(
        state,
        withNews(all.text(state, behind), books, now),
        now,
        behind,
        all,
        books.unreadableRecords(),
        books.deniedBatches(),
        books.lastDenied().reason(),
        new Parts(isLate, byHall));
  }

  private static String withNews(String text, Books books, Instant now) {
    var last = books.lastDenied();
    return last.isNews(now)
        ? LedgerSentence.TURNED_AWAY.of(text, books.deniedBatches(), last.reason())
        : text;
  }
}
