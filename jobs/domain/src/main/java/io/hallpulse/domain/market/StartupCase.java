package io.hallpulse.domain.market;

import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.reference.RuleSet;
import java.time.LocalDate;

/**
 * A case by which a business was started, closed with a licence.
 *
 * @param cell of the entity at its entry, −1 if no entity carries the case
 * @param day local date of its closing
 * @param openMicros office hours from the first ticket to the closing, −1 without a ticket
 * @param visits distinct halls and dates with a service
 */
public record StartupCase(int cell, int day, long openMicros, int visits) {

  /**
   * @param recorded when reference data must have been known
   */
  static StartupCase of(
      LinkedCase linked, String district, MarketReference reference, long recorded) {
    var days = reference.days(district);
    var hours = reference.rules(district, recorded).officeHours();
    boolean hasTicket = linked.firstTicketAt() <= linked.closedAt();
    return new StartupCase(
        linked.cell(),
        (int) days.of(linked.closedAt()),
        hasTicket ? openMicros(linked, days, hours, reference, recorded) : -1,
        linked.visits());
  }

  private static long openMicros(
      LinkedCase linked,
      LocalDays days,
      RuleSet.OfficeHours hours,
      MarketReference reference,
      long recorded) {
    long open = 0;
    var last = days.date(linked.closedAt());
    for (LocalDate day = days.date(linked.firstTicketAt());
        !day.isAfter(last);
        day = day.plusDays(1)) {
      if (reference.isWorking(day, recorded)) {
        long begin = Math.max(linked.firstTicketAt(), days.at(day, hours.from()));
        long end = Math.min(linked.closedAt(), days.at(day, hours.until()));
        open += Math.max(0, end - begin);
      }
    }
    return open;
  }
}
