package io.hallpulse.ingest.simulate;

import io.hallpulse.schemas.event.EventKind;
import java.time.LocalDate;

/** Visitors come: along the day's curve, in crowds, and for what earlier days have left to do. */
final class Arrivals {
  private static final long LAST_ARRIVAL = 30 * Agenda.MINUTE;

  private final Floor floor;
  private final HallPlan hall;
  private final Agenda agenda;
  private final Chance chance;
  private final int[] issued;
  private long visits;

  Arrivals(Floor floor) {
    this.floor = floor;
    this.hall = floor.hall;
    this.agenda = floor.agenda;
    this.chance = floor.chance;
    this.issued = new int[hall.lines().size()];
  }

  void plan(LocalDate date, long seed) {
    planNext();
    Surge.of(hall, date, seed).ifPresent(surge -> planCrowd(surge, seed, date));
  }

  /** Plans a visitor whose errand other days know. */
  void expect(int second, Errand errand) {
    agenda.at(floor.at(second), () -> issue(errand));
  }

  /** A Poisson process that follows the day's curve, by thinning. */
  private void planNext() {
    double rate = hall.arrivalsPerMinute() * DayCurve.PEAK;
    agenda.in(
        (long) (chance.exponential(1 / rate) * Agenda.MINUTE),
        () -> {
          double curve = DayCurve.at((agenda.now() - floor.start()) / (double) Agenda.SECOND);
          if (agenda.now() < floor.end() - LAST_ARRIVAL) {
            if (chance.in(curve / DayCurve.PEAK)) {
              come(hall.lineByShare(chance.fraction()));
            }
            planNext();
          }
        });
  }

  private void planCrowd(Surge surge, long seed, LocalDate date) {
    var crowd = Chance.of("crowd", seed, hall.hallId(), date);
    double minute = surge.fromSecond() / 60.0;
    while (true) {
      minute += crowd.exponential(1 / surge.perMinute());
      if (minute * 60 > surge.untilSecond()) {
        return;
      }
      int line = surge.line() == Surge.ANY ? hall.lineByShare(crowd.fraction()) : surge.line();
      agenda.at(floor.at((int) (minute * 60)), () -> come(line));
    }
  }

  private void come(int line) {
    issue(Errand.plain(line, chance.one(hall.lines().get(line).items())));
  }

  private void issue(Errand errand) {
    long now = agenda.now();
    var channel = channel();
    boolean appointed = channel.equals("APPOINTMENT");
    long legStart = appointed ? Math.max(now, now + chance.seconds(-600, 900)) : now;
    boolean first = errand.isPlanned() && errand.again() || chance.in(0.05);
    var visit = new Visit(Tickets.id(now, chance), visits++, first ? 1 : 0, errand, legStart);
    var issue =
        floor
            .journal
            .event(EventKind.TICKET_ISSUED)
            .setTicketId(visit.ticketId)
            .setTicketNo(ticketNumber(errand.line()))
            .setQueueId(hall.lines().get(errand.line()).queueId())
            .setItemCode(errand.item().code())
            .setUnitId(errand.item().unitId())
            .setChannel(channel)
            .setPriority(visit.priority)
            .setVisitorToken(token(errand));
    if (appointed) {
      issue.setAppointmentTime(legStart);
    }
    if (channel.equals("FACE") && chance.in(0.06)) {
      visit.preferred = floor.someClerkOf(errand.line());
      issue.setPreferredStaffId(visit.preferred);
    }
    if (errand.casePlan() != null) {
      issue.setCaseId(errand.casePlan().caseId());
    }
    floor.journal.write(issue);
    floor.join(visit, errand.line(), legStart);
    planDeparture(visit);
  }

  private String ticketNumber(int line) {
    return "%s%03d".formatted(hall.lines().get(line).letter(), ++issued[line]);
  }

  private String token(Errand errand) {
    var matter = errand.matter();
    if (matter != null) {
      return matter.visitorToken();
    }
    var plan = errand.casePlan();
    return plan != null
        ? Tickets.visitorToken(hall.district(), Chance.of("applicant", plan.caseId()))
        : Tickets.visitorToken(hall.district(), chance);
  }

  private String channel() {
    double part = chance.fraction();
    if (part < 0.45) {
      return "FACE";
    }
    if (part < 0.75) {
      return "ID_CARD";
    }
    if (part < 0.86) {
      return "QR";
    }
    return part < 0.92 ? "COUNTER" : "APPOINTMENT";
  }

  private void planDeparture(Visit visit) {
    if (visit.errand.isPlanned()) {
      return;
    }
    if (chance.in(0.006)) {
      agenda.in(chance.seconds(40, 240), () -> floor.moveToRightLine(visit));
    }
    long patience =
        chance.in(0.25)
            ? (long) (Math.min(70, chance.lognormal(40, 0.6)) * Agenda.MINUTE)
            : chance.seconds(3_000, 4_500);
    agenda.at(visit.legStart + patience, () -> floor.leave(visit));
  }
}
