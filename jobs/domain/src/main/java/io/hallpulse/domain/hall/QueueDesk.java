package io.hallpulse.domain.hall;

import io.hallpulse.domain.hall.QueueStays.End;
import io.hallpulse.domain.hall.QueueStays.Outcome;
import io.hallpulse.domain.hall.QueueStays.Slot;
import io.hallpulse.domain.health.Pause;
import io.hallpulse.domain.health.Place;
import io.hallpulse.domain.health.PlaceDay;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.Leg;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.fact.QueueSlotFact;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.reference.Queue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What happens in the queues of a hall, by five minutes: notes when waits begin and end, and writes
 * each five minutes when they are over, and again when something changes them.
 */
final class QueueDesk {
  static final long SLOT = TimeUnit.MINUTES.toMicros(5);

  private static final Digest<QueueSlotFact> DIGEST = new Digest<>(LakeTables.QUEUE_5M);
  private static final long SECOND = TimeUnit.SECONDS.toMicros(1);

  /** A queue's days are kept a little longer than the tickets that may change them. */
  private static final long LONGER = TimeUnit.DAYS.toMicros(2);

  private final String hallId;
  private final Reference reference;
  private final HallMemory memory;
  private final PlaceBooks books;
  private final long inTime;
  private final long retention;
  private final long revisionsFrom;
  private final Schedule looks = new Schedule();
  private final Schedule drops = new Schedule();
  private final Map<String, OpenSpells> open = new HashMap<>();
  private long lookedAt = Long.MIN_VALUE / 2;

  QueueDesk(
      String hallId,
      HallRules rules,
      Reference reference,
      HallMemory memory,
      PlaceBooks books,
      long revisionsFrom) {
    this.hallId = hallId;
    this.reference = reference;
    this.memory = memory;
    this.books = books;
    this.inTime = TimeUnit.SECONDS.toMicros(rules.serviceLevelSeconds());
    this.retention = TimeUnit.DAYS.toMicros(rules.retentionDays()) + LONGER;
    this.revisionsFrom = revisionsFrom;
  }

  /** After a restart: plans what is not written. */
  void restore(String district) {
    var days = reference.days(district);
    for (var entry : memory.queueDays().entries()) {
      var day = entry.getValue();
      if (day.lookAt() != QueueDay.NEVER) {
        looks.plan(day.lookAt(), day.key(), day.source());
      }
      drops.plan(days.end(day.day()) + retention, day.key(), day.source());
    }
  }

  /**
   * Follows a ticket from what it was to what an event made of it.
   *
   * @param progress how far the event's source had come before it
   */
  void follow(Ticket before, Ticket after, Event event, long progress) {
    var was = legs(before);
    var is = legs(after);
    if (was == is) {
      return;
    }
    var notes = new Notes(event, Math.max(progress, event.getTime()));
    for (int i = 0; i < Math.max(was.size(), is.size()); i++) {
      var gone = i < was.size() ? was.get(i) : null;
      var come = i < is.size() ? is.get(i) : null;
      if (!Objects.equals(gone, come)) {
        notes.replace(gone, come);
      }
    }
  }

  private static List<Leg> legs(Ticket ticket) {
    return ticket.issue() == null ? List.of() : ticket.legs();
  }

  /** What one event changes. */
  private final class Notes {
    private final Cause cause;
    private final long reached;
    private final LocalDays days;

    Notes(Event event, long reached) {
      this.cause = Cause.of(event);
      this.reached = reached;
      this.days = reference.days(event.getDistrict());
    }

    void replace(@Nullable Leg gone, @Nullable Leg come) {
      boolean isSameBegin =
          gone != null
              && come != null
              && gone.queueId().equals(come.queueId())
              && gone.start() == come.start()
              && comes(gone) == comes(come);
      if (gone != null) {
        begin(gone, true, isSameBegin);
        end(gone, true);
      }
      if (come != null) {
        begin(come, false, isSameBegin);
        end(come, false);
      }
    }

    private void begin(Leg leg, boolean isBack, boolean isKnown) {
      if (!isKnown && comes(leg)) {
        long dayStart = days.start(days.of(leg.start()));
        note(leg.queueId(), leg.start(), QueueStays.began(leg.start(), isBack, dayStart));
      }
    }

    /** Whoever is called on a day before his appointment's does not come on that day. */
    private boolean comes(Leg leg) {
      return leg.endedAt() == Leg.NONE || days.of(leg.endedAt()) >= days.of(leg.start());
    }

    private void end(Leg leg, boolean isBack) {
      if (leg.endedAt() != Leg.NONE) {
        var end = new End(leg.endedAt(), leg.start(), leg.isCalled());
        long dayStart = days.start(days.of(end.time()));
        note(leg.queueId(), end.time(), QueueStays.ended(end, isBack, dayStart));
      }
    }

    private void note(String queueId, long time, byte[] note) {
      long day = days.of(time);
      if (days.end(day) + retention <= reached) {
        return; // the day is no longer kept
      }
      var known = memory.queueDays().get(QueueDay.key(queueId, day));
      var before = known == null ? QueueDay.begin(queueId, day) : known;
      keep(before.with(note), before, slotEnd(time, days), cause, days);
      if (known == null) {
        drops.plan(days.end(day) + retention, before.key(), cause.source());
      }
    }
  }

  private void keep(QueueDay noted, QueueDay before, long slotEnd, Cause cause, LocalDays days) {
    long due = Math.max(Math.min(slotEnd, days.end(before.day())), cause.time());
    var after = noted.touched(cause.source(), due);
    memory.queueDays().put(after.key(), after);
    if (after.lookAt() != before.lookAt()) {
      looks.plan(after.lookAt(), after.key(), after.source());
    }
  }

  private static long slotEnd(long time, LocalDays days) {
    long dayStart = days.start(days.of(time));
    return dayStart + (Math.floorDiv(time - dayStart, SLOT) + 1) * SLOT;
  }

  /** A forecast was held to what came true; the call itself says when to look. */
  void check(String queueId, Outcome outcome, String district) {
    var days = reference.days(district);
    long day = days.of(outcome.time());
    var known = memory.queueDays().get(QueueDay.key(queueId, day));
    if (known != null) {
      var note = QueueStays.told(outcome, days.start(day));
      memory.queueDays().put(known.key(), known.with(note));
    }
  }

  /** Takes in an event about a counter. */
  void hear(Event event) {
    switch (event.getKind()) {
      case STAFF_SIGNED_IN, STAFF_SIGNED_OUT, COUNTER_CLOSED -> touch(event, event.getTime());
      case PAUSE_APPROVED -> {
        var days = reference.days(event.getDistrict());
        for (var mark : Pause.marks(event, days)) {
          touch(event, mark.time());
        }
      }
      default -> {
        // It opens and closes nothing.
      }
    }
  }

  /** Counters are open for other queues from a time on. */
  private void touch(Event event, long time) {
    var days = reference.days(event.getDistrict());
    for (var queueId : reference.queuesServedBy(event.getCounterId())) {
      var known = memory.queueDays().get(QueueDay.key(queueId, days.of(time)));
      if (known != null) {
        keep(known, known, slotEnd(time, days), Cause.of(event), days);
      }
    }
  }

  /**
   * Writes what is due, once a second at most.
   *
   * @param timeOf the time of a source
   * @param ownTimeOf how far a source itself has come
   * @param now server's clock, {@link Long#MAX_VALUE} if the input has ended
   */
  void settle(
      ToLongFunction<String> timeOf,
      ToLongFunction<String> ownTimeOf,
      String district,
      long now,
      HallOutput out) {
    if (now - SECOND < lookedAt) {
      return;
    }
    lookedAt = now;
    open.clear();
    looks.takeDue(
        timeOf,
        (key, source, planned, time) -> {
          var day = memory.queueDays().get(key);
          if (day != null && day.lookAt() == planned && day.source().equals(source)) {
            look(day, time, district, out);
          }
        });
    drops.takeDue(ownTimeOf, (key, source, planned, time) -> memory.queueDays().remove(key));
  }

  private void look(QueueDay known, long time, String district, HallOutput out) {
    var days = reference.days(district);
    long start = days.start(known.day());
    long end = days.end(known.day());
    long until = Math.min(Math.max(time, known.settled()), end);
    int count = (int) Math.floorDiv(until - start + (until == end ? SLOT - 1 : 0), SLOT);
    var stays = QueueStays.read(known.stays(), start);
    var slots = stays.slots(SLOT, start, count, inTime);
    var day = known;
    for (int i = 0; i < count; i++) {
      if (!slots[i].isEmpty() || known.digest(i) != 0) {
        var fact = fact(known, start + i * SLOT, slots[i], district, days);
        long digest = DIGEST.of(fact.apply(0));
        if (digest != known.digest(i)) {
          long revision = known.revision(i, revisionsFrom) + 1;
          day = day.writing(i, digest, revision);
          out.queueSlot(fact.apply(revision));
        }
      }
    }
    boolean isOver = until >= end;
    boolean goesOn =
        count > 0 && slots[count - 1].waiting > 0 || stays.goesOnAt(start + count * SLOT);
    long next = !isOver && goesOn ? Math.min(end, start + (count + 1) * SLOT) : QueueDay.NEVER;
    var settled = day.settledBy(until, next);
    memory.queueDays().put(settled.key(), settled);
    if (next != QueueDay.NEVER) {
      looks.plan(next, settled.key(), settled.source());
    }
  }

  private LongFunction<QueueSlotFact> fact(
      QueueDay day, long slotStart, Slot slot, String district, LocalDays days) {
    long slotEnd = slotStart + SLOT;
    int openCounters = openCounters(day, slotEnd, days);
    var unit = reference.queue(day.queueId(), slotStart).map(Queue::unitId).orElse(null);
    var longest = slot.waiting == 0 ? null : (Long) ((slotEnd - slot.longestSince) / SECOND);
    return revision ->
        new QueueSlotFact(
            day.queueId(),
            district,
            hallId,
            unit,
            days.date(slotStart),
            EventJson.instant(slotStart),
            slot.arrivals,
            slot.calls,
            slot.cancelled,
            slot.waiting,
            longest,
            slot.waits.quantile(0.5),
            slot.waits.quantile(0.9),
            slot.waits.text(),
            slot.calledInTime,
            openCounters,
            slot.forecasts,
            slot.withinP50,
            slot.withinP90,
            revision);
  }

  private int openCounters(QueueDay day, long slotEnd, LocalDays days) {
    int count = 0;
    for (var counterId : reference.countersOf(hallId)) {
      boolean serves =
          reference
              .counter(counterId, slotEnd - 1)
              .filter(counter -> counter.queueIds().contains(day.queueId()))
              .isPresent();
      if (serves && spells(counterId, day.day(), days).isOpenBefore(slotEnd)) {
        count++;
      }
    }
    return count;
  }

  private OpenSpells spells(String counterId, long day, LocalDays days) {
    return open.computeIfAbsent(
        PlaceDay.key(counterId, day),
        key -> OpenSpells.of(books.marks(Place.counter(counterId), day, days.start(day), days)));
  }
}
