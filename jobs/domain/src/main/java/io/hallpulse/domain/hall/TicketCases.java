package io.hallpulse.domain.hall;

import io.hallpulse.domain.cases.CaseUpdate;
import io.hallpulse.domain.cases.CaseUpdate.CaseTicket;
import io.hallpulse.domain.cases.CaseUpdate.Visit;
import io.hallpulse.domain.ticket.Service;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * Tells cases what the tickets of a hall are to them: when somebody came for it, and was served.
 */
record TicketCases(String hallId, long revisionsFrom) {

  /** Tells a case of its ticket if an event has changed what the ticket is to it. */
  void tell(Event event, String id, Ticket before, Ticket after, LocalDays days, HallOutput out) {
    var left = caseOf(before);
    var joined = caseOf(after);
    if (left != null && !left.equals(joined)) {
      var gone = CaseTicket.withdrawn(id, after.moves().size());
      out.caseUpdate(update(left, event, gone));
    }
    if (joined == null) {
      return;
    }
    var told = told(id, after, days);
    if (!joined.equals(left) || !told.saysTheSameAs(told(id, before, days))) {
      out.caseUpdate(update(joined, event, told));
    }
  }

  private CaseUpdate update(String caseId, Event event, CaseTicket ticket) {
    return new CaseUpdate(caseId, event.getDistrict(), hallId, null, ticket, revisionsFrom);
  }

  private static @Nullable String caseOf(Ticket ticket) {
    var issue = ticket.issue();
    return issue == null ? null : issue.caseId();
  }

  private CaseTicket told(String id, Ticket ticket, LocalDays days) {
    return new CaseTicket(
        id,
        ticket.legs().get(0).start(),
        ticket.services().stream()
            .map(Service::startedAt)
            .map(time -> new Visit(hallId, days.of(time), time))
            .toList(),
        ticket.moves().size());
  }
}
