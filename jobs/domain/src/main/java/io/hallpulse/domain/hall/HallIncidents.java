package io.hallpulse.domain.hall;

import io.hallpulse.domain.health.Attendance;
import io.hallpulse.domain.health.Attendance.Minute;
import io.hallpulse.domain.health.Crowd;
import io.hallpulse.domain.health.Factor;
import io.hallpulse.domain.health.Mark;
import io.hallpulse.domain.health.Place;
import io.hallpulse.domain.health.PlaceDay;
import io.hallpulse.domain.health.Slots;
import io.hallpulse.domain.health.TicketLosses;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketHistory;
import io.hallpulse.domain.time.LocalDays;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lists what a hall's day was judged for, from what its fold remembers: added up, the incidents of
 * a place are its rows in {@code hall.slot_losses}.
 */
public final class HallIncidents {
  private final String hallId;
  private final HallRules rules;
  private final String district;
  private final Reference reference;
  private final HallMemory memory;
  private final PlaceBooks books;
  private final LocalDays days;

  /**
   * @param memory of a fold that still keeps the books of the days asked for
   */
  public HallIncidents(
      String hallId, HallRules rules, String district, Reference reference, HallMemory memory) {
    this.hallId = hallId;
    this.rules = rules;
    this.district = district;
    this.reference = reference;
    this.memory = memory;
    this.books = new PlaceBooks(memory, 0);
    this.days = reference.days(district);
  }

  /** Those of a local day (days since 1970) whose half hours are written, in their order. */
  public List<Incident> of(long day) {
    var incidents = new ArrayList<Incident>();
    for (var counterId : reference.countersOf(hallId)) {
      var written = memory.placeDays().get(PlaceDay.key(Place.counter(counterId).key(), day));
      if (written != null) {
        attending(counterId, day, written.settled(), incidents);
      }
    }
    memory.tickets().entries().forEach(entry -> ofTicket(entry.getValue(), day, incidents));
    memory
        .closed()
        .entries()
        .forEach(entry -> ofTicket(entry.getValue().history(entry.getKey()), day, incidents));
    incidents.sort(
        Comparator.comparingLong(Incident::from)
            .thenComparing(Incident::factor)
            .thenComparing(incident -> incident.place().key())
            .thenComparing(Incident::until));
    return incidents;
  }

  private void attending(String counterId, long day, long settled, List<Incident> incidents) {
    var attending = new Attending(counterId, day, district, reference, books);
    for (var attendance : attending.attendances()) {
      late(attendance, settled, incidents);
      var spell = new ArrayList<Minute>();
      for (var minute :
          attendance.minutes(
              settled, instant -> attending.waiting(instant, queue -> crowd(queue, day)))) {
        if (minute.ofSpell() <= 1) {
          absent(spell, attendance, incidents);
          spell.clear();
        }
        if (minute.ofSpell() > 0 && Slots.end(minute.start(), days) <= settled) {
          spell.add(minute);
        }
      }
      absent(spell, attendance, incidents);
    }
  }

  private Crowd crowd(String queueId, long day) {
    var marks = books.marks(Place.queue(queueId), day, days.start(day), days);
    return Crowd.of(marks, Mark.Kind.JOINS, Mark.Kind.LEAVES);
  }

  private void late(Attendance attendance, long settled, List<Incident> incidents) {
    var session = attendance.session();
    var loss = attendance.lateness(settled);
    if (loss == null || loss.millionths() == 0 || Slots.end(session.start(), days) > settled) {
      return;
    }
    var signedIn = attendance.signedIn();
    var place = Place.counter(session.counterId());
    incidents.add(
        new Incident(
            Factor.LATE,
            place,
            unit(place, session.start()),
            session.start(),
            signedIn.orElse(session.end()),
            loss.millionths(),
            1,
            signedIn.isPresent() ? seconds(signedIn.getAsLong() - session.start()) : null,
            0L,
            null,
            session.staffId(),
            null,
            null,
            null,
            List.of(
                signedIn.isPresent()
                    ? Incident.Proof.SIGNED_IN_LATE
                    : Incident.Proof.NEVER_SIGNED_IN)));
  }

  private void absent(List<Minute> spell, Attendance attendance, List<Incident> incidents) {
    long lost = spell.stream().mapToLong(minute -> minute.loss().millionths()).sum();
    if (lost == 0) {
      return;
    }
    var session = attendance.session();
    var place = Place.counter(session.counterId());
    long from = spell.get(0).start();
    long until = spell.get(spell.size() - 1).start() + TimeUnit.MINUTES.toMicros(1);
    var lastSeen = attendance.lastSignOfLife(from);
    incidents.add(
        new Incident(
            Factor.ABSENT,
            place,
            unit(place, from),
            from,
            until,
            lost,
            spell.stream().mapToInt(minute -> minute.loss().incidents()).sum(),
            seconds(until - from),
            TimeUnit.MINUTES.toSeconds(
                reference.rules(district, session.start()).absent().freeMinutes()),
            null,
            session.staffId(),
            null,
            spell.stream().mapToInt(Minute::waiting).max().orElse(0),
            lastSeen.isPresent() ? lastSeen.getAsLong() : null,
            List.of(Incident.Proof.CAMERA_SAW_NOBODY, Incident.Proof.NO_ACTION)));
  }

  private void ofTicket(TicketHistory history, long day, List<Incident> incidents) {
    var ticket = Ticket.fold(history, days, rules.maxCalls());
    if (ticket.issue() == null) {
      return;
    }
    var bursts = new RatingBursts(district, reference, books);
    var losses = new TicketLosses(district, reference, bursts::isFlagged);
    long asOf = history.dropAt() == TicketHistory.NEVER ? Long.MIN_VALUE : Long.MAX_VALUE;
    var found = new ArrayList<Incident>();
    losses.tell(
        ticket,
        asOf,
        new TicketIncidents(
            history.ticketId(), ticket, losses, district, reference, bursts::isFlagged, found));
    found.stream()
        .filter(incident -> days.of(incident.until()) == day)
        .filter(this::isWritten)
        .forEach(incidents::add);
  }

  private boolean isWritten(Incident incident) {
    var key = PlaceDay.key(incident.place().key(), days.of(incident.until()));
    var written = memory.placeDays().get(key);
    return written != null && Slots.end(incident.until(), days) <= written.settled();
  }

  private String unit(Place place, long time) {
    return SlotRow.unit(place, Slots.start(time, days), reference);
  }

  private static long seconds(long micros) {
    return TimeUnit.MICROSECONDS.toSeconds(micros);
  }
}
