package io.hallpulse.hall.backfill;

import static org.apache.iceberg.expressions.Expressions.and;
import static org.apache.iceberg.expressions.Expressions.equal;
import static org.apache.iceberg.expressions.Expressions.greaterThanOrEqual;
import static org.apache.iceberg.expressions.Expressions.lessThan;
import static org.apache.iceberg.expressions.Expressions.lessThanOrEqual;
import static org.apache.iceberg.expressions.Expressions.or;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.expressions.Expression;

/**
 * Local days, first and last included, and how far before and after them something may have been
 * said that they are judged by.
 */
record Stretch(LocalDate from, LocalDate to) {
  /** A ticket may be served and put right on other days than its own. */
  private static final int TICKET_DAYS = 46;

  /** A pause may be that long, and be approved before it begins. */
  private static final int PAUSE_DAYS = 93;

  /** So many at once keep what is compared small. */
  private static final int MOST_DAYS = 31;

  /** The same days in stretches of a month at most. */
  List<Stretch> parts() {
    var parts = new ArrayList<Stretch>();
    for (var next = from; !next.isAfter(to); next = next.plusDays(MOST_DAYS)) {
      var last = next.plusDays(MOST_DAYS - 1L);
      parts.add(new Stretch(next, last.isBefore(to) ? last : to));
    }
    return parts;
  }

  /** From then on all that was said is read. */
  LocalDate begin() {
    return from.minusDays(TICKET_DAYS);
  }

  /** From then on approved pauses are read. */
  LocalDate pausesFrom() {
    return from.minusDays(PAUSE_DAYS);
  }

  /** Until then all that was said is read. */
  LocalDate end() {
    return to.plusDays(TICKET_DAYS);
  }

  boolean has(LocalDate date) {
    return !date.isBefore(from) && !date.isAfter(to);
  }

  /** Which rows of {@code hall.events} are read. */
  Expression events() {
    return or(
        and(on(begin()), lessThanOrEqual("local_date", end().toString())),
        and(
            on(pausesFrom()),
            and(lessThan("local_date", begin().toString()), equal("kind", "PAUSE_APPROVED"))));
  }

  /** Which rows of a table of facts are compared. */
  Expression facts() {
    return and(on(from), lessThanOrEqual("local_date", to.toString()));
  }

  private static Expression on(LocalDate first) {
    return greaterThanOrEqual("local_date", first.toString());
  }
}
