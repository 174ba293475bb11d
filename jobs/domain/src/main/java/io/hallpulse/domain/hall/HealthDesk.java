package io.hallpulse.domain.hall;

import io.hallpulse.domain.health.Cards;
import io.hallpulse.domain.health.Crowd;
import io.hallpulse.domain.health.Factor;
import io.hallpulse.domain.health.Loss;
import io.hallpulse.domain.health.Mark;
import io.hallpulse.domain.health.Pause;
import io.hallpulse.domain.health.Place;
import io.hallpulse.domain.health.PlaceDay;
import io.hallpulse.domain.health.Readings;
import io.hallpulse.domain.health.SlotBook;
import io.hallpulse.domain.health.Slots;
import io.hallpulse.domain.health.TicketTrace.At;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.Counted;
import io.hallpulse.domain.time.HallClock;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.reference.ReferenceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the counters and queues of a hall lost: hears what happens at each, and writes every half
 * hour when it is over, and again when something changes it.
 */
final class HealthDesk {
  /** A place's books are kept a little longer than the tickets that may change them. */
  private static final long LONGER = TimeUnit.DAYS.toMicros(2);

  private static final Set<ReferenceType> JUDGING =
      Set.of(
          ReferenceType.RULESET,
          ReferenceType.BASELINE,
          ReferenceType.ROSTER,
          ReferenceType.COUNTER);

  private final String hallId;
  private final Reference reference;
  private final HallMemory memory;
  private final PlaceBooks books;
  private final ScoreDesk scores;
  private final LiveIndex live;
  private final long retention;
  private final long revisionsFrom;
  private final Schedule looks = new Schedule();
  private final Schedule drops = new Schedule();

  /** The day of the place touched last, so that most events change nothing in memory. */
  private final Map<Place, PlaceDay> recent = new HashMap<>();

  /** Local days whose rosters are being judged. */
  private final Set<Long> met = new HashSet<>();

  /** Local days of which a book is gone: of what comes now only a part would be known. */
  private final Set<Long> closed = new HashSet<>();

  private long latestMet = HallClock.UNSET;
  private long passed = HallClock.UNSET;

  private final Map<String, Crowd> crowds = new HashMap<>();
  private final Map<String, List<Place>> servers = new HashMap<>();
  private int serversOf = -1;
  private int judgedBy;

  HealthDesk(
      String hallId,
      HallRules rules,
      Reference reference,
      HallMemory memory,
      PlaceBooks books,
      LiveIndex live,
      long revisionsFrom) {
    this.hallId = hallId;
    this.reference = reference;
    this.memory = memory;
    this.books = books;
    this.live = live;
    this.scores = new ScoreDesk(hallId, reference, memory, books, revisionsFrom);
    this.retention = TimeUnit.DAYS.toMicros(rules.retentionDays()) + LONGER;
    this.revisionsFrom = revisionsFrom;
    this.judgedBy = reference.changes();
  }

  /** After a restart: plans what is not written. */
  void restore(String district, long hallTime) {
    for (var entry : memory.placeDays().entries()) {
      var day = entry.getValue();
      plan(day, district);
      if (met.add(day.day())) {
        scores.expect(day.day(), district, day.source());
      }
    }
    met.clear(); // a roster is looked at once more
    closed.addAll(scores.closed());
    passed = reference.days(district).of(hallTime) - 1;
  }

  private void plan(PlaceDay day, String district) {
    if (day.lookAt() != PlaceDay.NEVER) {
      looks.plan(day.lookAt(), day.key(), day.source());
    }
    drops.plan(reference.days(district).end(day.day()) + retention, day.key(), day.source());
  }

  /**
   * Whether the books of a time are still kept.
   *
   * @param progress how far the source that speaks of it has come
   */
  boolean isKept(long time, long progress, String district) {
    var days = reference.days(district);
    long day = days.of(time);
    return days.end(day) + retention > progress && !closed.contains(day);
  }

  /** Whether only a back-fill may write of that day: the books of some place are gone. */
  boolean isClosed(long time, String district) {
    return closed.contains(reference.days(district).of(time));
  }

  /** Takes in an event that is not about a ticket. */
  void hear(Event event) {
    var rules = reference.rules(event.getDistrict(), event.getTime()).absent();
    var mark = Mark.of(event, rules);
    if (mark != null && event.getCounterId() != null) {
      var at = new At(Place.counter(event.getCounterId()), mark);
      hear(at, event.getDistrict(), Cause.of(event));
    }
  }

  /**
   * Takes in an approved pause, day by day, as far as books are kept.
   *
   * @param progress how far its source has come
   * @return why it is refused, null if it is not
   */
  @Nullable String pause(Event event, long progress) {
    var problem = Pause.problem(event);
    if (problem != null) {
      return problem;
    }
    var place = Place.counter(event.getCounterId());
    var district = event.getDistrict();
    for (var mark : Pause.marks(event, reference.days(district))) {
      if (isKept(mark.time(), progress, district)) {
        hear(new At(place, mark), district, Cause.of(event));
      }
    }
    return null;
  }

  /** Takes a mark in. */
  void hear(At at, String district, Cause cause) {
    if (isClosed(at.mark().time(), district)) {
      return;
    }
    books.hear(at.place(), at.mark(), reference.days(district));
    affect(at, district, cause);
  }

  /** Takes a mark out that was taken in. */
  void unhear(At at, String district, Cause cause) {
    if (isClosed(at.mark().time(), district)) {
      return;
    }
    books.unhear(at.place(), at.mark(), reference.days(district));
    affect(at, district, cause);
  }

  private void affect(At at, String district, Cause cause) {
    long time = at.mark().time();
    live.touch(at.place());
    touch(at.place(), time, district, cause);
    if (at.place().isQueue()) {
      serving(at.place().id()).forEach(counter -> touch(counter, time, district, cause));
      return;
    }
    var days = reference.days(district);
    long evidence =
        TimeUnit.SECONDS.toMicros(reference.rules(district, time).absent().evidenceSeconds());
    if (days.of(time + evidence) != days.of(time)) {
      touch(at.place(), time + evidence, district, cause);
    }
  }

  /** Counters that ever served a queue. */
  private List<Place> serving(String queueId) {
    if (serversOf != reference.changes()) {
      servers.clear();
      serversOf = reference.changes();
      for (var counterId : reference.countersOf(hallId)) {
        for (var queue : reference.queuesServedBy(counterId)) {
          servers.computeIfAbsent(queue, first -> new ArrayList<>()).add(Place.counter(counterId));
        }
      }
    }
    return servers.getOrDefault(queueId, List.of());
  }

  /** Takes out of the books what a ticket was counted for, and puts in what it stands for now. */
  void count(List<Counted> was, List<Counted> is, String district, Cause cause) {
    var gone = new ArrayList<>(was);
    is.forEach(gone::remove);
    var come = new ArrayList<>(is);
    was.forEach(come::remove);
    gone.forEach(counted -> count(counted, -1, district, cause));
    come.forEach(counted -> count(counted, 1, district, cause));
  }

  private void count(Counted counted, int times, String district, Cause cause) {
    if (isClosed(counted.time(), district)) {
      return;
    }
    var place = Place.of(counted.place());
    var card = Cards.of(counted.factor());
    if (card != null) {
      deal(card.times(times), place, counted.time(), district, cause);
      return;
    }
    if (!isLoss(counted)) {
      return; // the ticket remembers it, no book does
    }
    long slot = Slots.start(counted.time(), reference.days(district));
    var loss = Loss.of(counted.millionths()).times(times);
    var book = books.book(place, slot, reference.days(district));
    books.put(place, slot, book.with(Factor.of(counted.factor()), loss));
    live.count(counted, times);
    touch(place, counted.time(), district, cause);
  }

  /** Whether it is of a factor, and no card and no flag. */
  static boolean isLoss(Counted counted) {
    return Cards.of(counted.factor()) == null && !counted.factor().equals(RatingBursts.FACTOR);
  }

  private void deal(Cards cards, Place place, long time, String district, Cause cause) {
    long day = reference.days(district).of(time);
    var key = PlaceDay.key(place.key(), day);
    var known = memory.cards().get(key);
    if (known == null && cards.isTakenBack()) {
      return; // of a day that is no longer kept
    }
    var now = known == null ? cards : known.plus(cards);
    if (now.equals(Cards.NONE)) {
      memory.cards().remove(key);
    } else {
      memory.cards().put(key, now);
    }
    touch(place, day, PlaceDay.NEVER, Long.MIN_VALUE, district, cause);
    scores.change(day, cause);
  }

  /** Whether the day for which something was counted still has its books. */
  boolean isBooked(Counted counted, String district) {
    long day = reference.days(district).of(counted.time());
    return !closed.contains(day)
        && memory.placeDays().get(PlaceDay.key(counted.place(), day)) != null;
  }

  /** Something is known of a place at a time that its books do not show. */
  void expectAt(Place place, long time, String district, Cause cause) {
    touch(place, time, district, cause);
  }

  /** Plans that the half hour of a time is looked at when it is over and its cause has come. */
  private void touch(Place place, long time, String district, Cause cause) {
    var days = reference.days(district);
    long slotEnd = Slots.end(time, days);
    touch(place, days.of(time), Math.max(slotEnd, cause.time()), slotEnd, district, cause);
  }

  private void touch(Place place, long day, long due, long through, String district, Cause cause) {
    if (closed.contains(day)) {
      return;
    }
    var known = recent.get(place);
    if (known == null || known.day() != day) {
      known = memory.placeDays().get(PlaceDay.key(place.key(), day));
    }
    boolean isNew = known == null;
    var before = known == null ? PlaceDay.begin(place, day) : known;
    if (!isNew && before.lookAt() <= due && before.through() >= through) {
      recent.put(place, before);
      return;
    }
    var after = before.touched(cause.source(), due, through, cause.reason());
    keep(place, after);
    if (after.lookAt() != PlaceDay.NEVER
        && (after.lookAt() != before.lookAt() || !after.source().equals(before.source()))) {
      looks.plan(after.lookAt(), after.key(), after.source());
    }
    if (isNew) {
      drops.plan(reference.days(district).end(day) + retention, after.key(), after.source());
    }
  }

  private void keep(Place place, PlaceDay day) {
    recent.put(place, day);
    memory.placeDays().put(day.key(), day);
  }

  /** Something happened at a time: who is rostered that day is judged, come or not. */
  void meet(long time, String source, String district) {
    long day = reference.days(district).of(time);
    if (day != latestMet && met.add(day)) {
      expect(day, district, new Cause(source, time, "ROSTER"));
    }
    latestMet = day;
  }

  /** The hall's time has passed to a time. */
  void passTo(long hallTime, String district) {
    long day = reference.days(district).of(hallTime);
    for (long next = passed == HallClock.UNSET ? day : passed + 1; next <= day; next++) {
      if (met.add(next)) {
        expect(next, district, Cause.ofHall(hallTime, "ROSTER"));
      }
    }
    passed = day;
  }

  /** Plans to look at everybody who is rostered on a day. */
  private void expect(long day, String district, Cause cause) {
    scores.expect(day, district, cause.source());
    var days = reference.days(district);
    for (var counterId : reference.countersOf(hallId)) {
      for (var session : Attending.sessions(counterId, day, reference, days)) {
        long late =
            session.start()
                + TimeUnit.MINUTES.toMicros(
                    reference.rules(district, session.start()).late().graveMinutes() + 1L);
        long from = Slots.end(session.start(), days);
        long through =
            Slots.end(Math.max(session.end() - 1, Math.min(late, days.end(day) - 1)), days);
        touch(Place.counter(counterId), day, from, through, district, cause);
      }
    }
  }

  /** Looks anew at all that changed reference data may judge otherwise. */
  private void judgeAnew(String district, long hallTime) {
    if (judgedBy == reference.changes()) {
      return;
    }
    long from = reference.changedSince(judgedBy, JUDGING);
    judgedBy = reference.changes();
    if (from == Long.MAX_VALUE) {
      return;
    }
    var days = reference.days(district);
    var known = new ArrayList<PlaceDay>();
    memory.placeDays().entries().forEach(entry -> known.add(entry.getValue()));
    var rostered = new TreeSet<Long>();
    var cause = Cause.ofHall(Long.MIN_VALUE, "REFERENCE");
    for (var day : known) {
      if (days.end(day.day()) > from) {
        rostered.add(day.day());
        long due = day.settled() == Long.MIN_VALUE ? day.lookAt() : Long.MIN_VALUE;
        touch(Place.of(day.place()), day.day(), due, day.through(), district, cause);
      }
    }
    if (hallTime != HallClock.UNSET) {
      rostered.add(days.of(hallTime));
    }
    for (long day : rostered) {
      expect(day, district, cause);
      scores.change(day, Cause.ofHall(hallTime, "REFERENCE")); // weights alone change no loss
    }
  }

  /**
   * Writes what is due.
   *
   * @param timeOf the time of a source
   * @param ownTimeOf how far a source itself has come
   */
  void settle(
      ToLongFunction<String> timeOf,
      ToLongFunction<String> ownTimeOf,
      String district,
      long hallTime,
      HallOutput out) {
    judgeAnew(district, hallTime);
    crowds.clear();
    looks.takeDue(
        timeOf,
        (key, source, planned, time) -> {
          var day = memory.placeDays().get(key);
          if (day != null
              && day.lookAt() == planned
              && day.source().equals(source)
              && !closed.contains(day.day())) {
            look(day, time, district, out);
          }
        });
    scores.settle(timeOf, district, out);
    var gone = new HashSet<Long>();
    drops.takeDue(
        ownTimeOf,
        (key, source, planned, time) -> {
          var day = memory.placeDays().get(key);
          if (day != null) {
            drop(day, district);
            gone.add(day.day());
            if (closed.add(day.day())) {
              scores.close(day.day());
            }
          }
        });
    scores.forget(gone);
  }

  private void look(PlaceDay day, long time, String district, HallOutput out) {
    var place = Place.of(day.place());
    var days = reference.days(district);
    long until = Math.min(Math.max(time, day.settled()), day.through());
    var attending =
        place.isQueue()
            ? Map.<Long, Readings>of()
            : new Attending(place.id(), day.day(), district, reference, books)
                .until(until, queue -> crowd(queue, day.day(), days));
    var known = books.books(place, day.day(), days);
    boolean isChanged = false;
    for (long slot = days.start(day.day()); slot + Slots.LENGTH <= until; slot += Slots.LENGTH) {
      var attended = attending.getOrDefault(slot, Readings.NONE);
      var book = known.getOrDefault(slot, SlotBook.begin(revisionsFrom));
      isChanged |= write(place, slot, book, attended, district, day.reason(), out);
    }
    if (isChanged) {
      scores.change(day.day(), new Cause(day.source(), time, day.reason()));
    }
    var settled = day.settledBy(time, Slots.LENGTH);
    keep(place, settled);
    if (settled.lookAt() != PlaceDay.NEVER) {
      looks.plan(settled.lookAt(), settled.key(), settled.source());
    } else if (scores.isFinal(day.day(), time, district)) {
      books.bind(place, day.day(), days);
    }
  }

  private Crowd crowd(String queueId, long day, LocalDays days) {
    return crowds.computeIfAbsent(
        PlaceDay.key(queueId, day),
        key ->
            Crowd.of(
                books.marks(Place.queue(queueId), day, days.start(day), days),
                Mark.Kind.JOINS,
                Mark.Kind.LEAVES));
  }

  private boolean write(
      Place place,
      long slot,
      SlotBook book,
      Readings attended,
      String district,
      String reason,
      HallOutput out) {
    var readings = book.tickets().plus(attended);
    if (readings.equals(book.written())) {
      return false;
    }
    var written = book.writing(readings);
    var row = new SlotRow(hallId, place, slot, district, reference);
    for (var factor : Factor.values()) {
      if (!readings.of(factor).equals(book.written().of(factor))) {
        out.slotLoss(row.of(factor, readings.of(factor), written.revision(), reason));
      }
    }
    books.put(place, slot, written);
    return true;
  }

  private void drop(PlaceDay day, String district) {
    var place = Place.of(day.place());
    books.drop(place, day.day(), reference.days(district));
    memory.placeDays().remove(day.key());
    memory.cards().remove(day.key());
    met.remove(day.day());
    recent.remove(place);
  }
}
