package io.hallpulse.domain.market;

import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.reference.RuleSet;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A case by which a business was started, closed with a licence.
 *
 * @param cell of the entity at its entry, −1 if no entity carries the case
 * @param day local date of its closing
 * @param openMicros office hours from the first ticket to the closing, −1 without a ticket
 * @param visits distinct halls and dates with a service
 */
record StartupCase(int cell, int day, long openMicros, int visits) {

  /**
   * @param firstTicketAt microseconds, null for none
   * @param recorded when reference data must have been known
   */
  static StartupCase of(
      int cell,
      long closedAt,
      @Nullable Long firstTicketAt,
      int visits,
      LocalDays days,
      RuleSet.OfficeHours hours,
      MarketReference reference,
      long recorded) {
    long open =
        firstTicketAt == null || firstTicketAt > closedAt
            ? -1
            : openMicros(firstTicketAt, closedAt, days, hours, reference, recorded);
    return new StartupCase(cell, (int) days.of(closedAt), open, visits);
  }

  private static long openMicros(
      long from,
      long until,
      LocalDays days,
      RuleSet.OfficeHours hours,
      MarketReference reference,
      long recorded) {
    long open = 0;
    var last = days.date(until);
    for (LocalDate day = days.date(from); !day.isAfter(last); day = day.plusDays(1)) {
      if (reference.isWorking(day, recorded)) {
        long begin = Math.max(from, days.at(day, hours.from()));
        long end = Math.min(until, days.at(day, hours.until()));
        open += Math.max(0, end - begin);
      }
    }
    return open;
  }
}
