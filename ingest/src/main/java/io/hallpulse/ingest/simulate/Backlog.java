package io.hallpulse.ingest.simulate;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a day brings because of a plan: cases, online ones too, and visitors who come again. */
final class Backlog {
  private final Floor floor;
  private final Arrivals arrivals;
  private final CaseBook cases;
  private final MatterBook matters;

  Backlog(Floor floor, Arrivals arrivals, CaseBook cases, MatterBook matters) {
    this.floor = floor;
    this.arrivals = arrivals;
    this.cases = cases;
    this.matters = matters;
  }

  void plan(LocalDate date) {
    for (var plan : cases.opened(date)) {
      if (plan.online()) {
        floor.agenda.at(
            floor.at(plan.openedSecond()),
            () -> floor.journal.write(opened(floor.journal, plan, null)));
      } else {
        arrivals.expect(plan.openedSecond(), Errand.of(plan, false));
      }
    }
    for (var due : cases.due(date)) {
      int second = due.move().second();
      if (due.move().kind() == EventKind.TICKET_ISSUED) {
        arrivals.expect(second, Errand.of(due.plan(), true));
      } else {
        floor.agenda.at(floor.at(second), () -> floor.journal.write(moved(due)));
      }
    }
    for (var plan : matters.begun(date)) {
      arrivals.expect(plan.second(), Errand.of(plan, false));
    }
    for (var due : matters.due(date)) {
      int second = due.later().second();
      if (due.later().comes()) {
        arrivals.expect(second, Errand.of(due.plan(), true));
      } else {
        floor.agenda.at(floor.at(second), () -> floor.journal.write(viewed(due.plan())));
      }
    }
  }

  static Event.Builder opened(Journal journal, CasePlan plan, @Nullable String staffId) {
    return ofCase(journal, EventKind.CASE_OPENED, plan)
        .setStaffId(staffId)
        .setChannel(plan.online() ? "ONLINE" : "COUNTER")
        .setStep("受理")
        .setPlannedEnd(plan.plannedEnd());
  }

  private Event.Builder moved(CaseBook.Due due) {
    var plan = due.plan();
    var result = due.move().result();
    var clerks = floor.desks.stream().filter(desk -> desk.lines().contains(plan.line())).toList();
    return ofCase(floor.journal, due.move().kind(), plan)
        .setStaffId(floor.chance.one(floor.chance.one(clerks).plan().staff()))
        .setStep(due.move().step())
        .setCaseResult(result)
        .setEntityId("APPROVED".equals(result) ? plan.entityId() : null);
  }

  private static Event.Builder ofCase(Journal journal, EventKind kind, CasePlan plan) {
    return journal
        .event(kind)
        .setCaseId(plan.caseId())
        .setItemCode(plan.item().code())
        .setUnitId(plan.item().unitId());
  }

  private Event.Builder viewed(MatterPlan plan) {
    return floor
        .journal
        .event(EventKind.NOTICE_VIEWED)
        .setNoticeId(plan.noticeId())
        .setMatterId(plan.matterId())
        .setItemCode(plan.item().code());
  }
}
