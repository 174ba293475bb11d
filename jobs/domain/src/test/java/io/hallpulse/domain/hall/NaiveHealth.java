package io.hallpulse.domain.hall;

import static io.hallpulse.domain.Times.MINUTE;
import static io.hallpulse.domain.Times.SECOND;
import static io.hallpulse.domain.Times.at;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.Times;
import io.hallpulse.domain.hall.NaiveHall.Span;
import io.hallpulse.domain.hall.NaiveHall.Visit;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventFields;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.reference.Baseline;
import io.hallpulse.schemas.reference.Roster;
import io.hallpulse.schemas.reference.ServiceCounter;
import io.hallpulse.schemas.reference.ServiceItem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The losses of domain.md, section 4, as plainly as they can be said: every rostered minute looks
 * at all events anew. Two counters, three queues and five sessions.
 */
final class NaiveHealth {
  private static final Map<String, List<String>> QUEUES =
      Map.of("c0", List.of("q0", "q1"), "c1", List.of("q1", "q2"));
  private static final List<Roster> ROSTERS =
      List.of(
          roster("c0", "s0", 0, "08:10", "10:40"),
          roster("c0", "s1", 0, "10:00", "11:00"),
          roster("c1", "s1", 0, "09:25", "10:25"),
          roster("c0", "s0", 0, "23:00", "24:00"),
          roster("c0", "s0", 1, "00:00", "01:30"));

  private final List<Event> events;
  private final NaiveHall hall;

  /** Of the trailing hour at that time; null for all of it, by half hours. */
  private final @Nullable Long now;

  private final Map<Long, NaiveHall> halls = new HashMap<>();
  private final Map<String, long[]> sums = new TreeMap<>();
  private final NaiveCards cards;

  /** The counters that serve a queue. */
  static List<String> servers(String queue) {
    return QUEUES.keySet().stream().filter(id -> QUEUES.get(id).contains(queue)).toList();
  }

  NaiveHealth(Collection<Event> all) {
    this(all, null);
  }

  private NaiveHealth(Collection<Event> all, @Nullable Long now) {
    this.now = now;
    events =
        all.stream()
            .distinct()
            .sorted(NaiveHall.FOLD_ORDER)
            .filter(event -> event.getKind() != EventKind.UNKNOWN)
            .filter(event -> EventFields.missing(event).isEmpty())
            .toList();
    hall = new NaiveHall(all);
    hall.tickets.values().forEach(this::ticket);
    ROSTERS.forEach(this::session);
    cards = new NaiveCards(hall);
    if (now != null) {
      hall.tickets.values().forEach(visit -> open(visit, now));
    }
  }

  /** The trailing 60 whole minutes, the running one, and what has not ended. */
  static NaiveHealth live(Collection<Event> all, long now) {
    return new NaiveHealth(all, now);
  }

  /** What is past its limit is counted as if it ended now. */
  private void open(Visit visit, long time) {
    if (visit.issue == null
        || NaiveHall.day(visit.issued().getTime()).isBefore(NaiveHall.day(time))) {
      return;
    }
    if (visit.state.equals("WAITING")) {
      long wait = time - visit.leg().from;
      if (wait > 15 * MINUTE) {
        add("q/" + visit.leg().place, time, "wait", wait <= 30 * MINUTE ? 500_000 : 1_000_000);
      }
    } else if (visit.state.equals("SERVING") || visit.state.equals("HELD")) {
      var service = visit.service();
      var item = service.item == null ? visit.issued().getItemCode() : service.item;
      var target = item == null ? null : Map.of("i1", 300L, "i2", 450L).get(item);
      long until = visit.state.equals("HELD") ? visit.since : time;
      long handled = until - service.from - service.held;
      if (target != null && handled > target * SECOND) {
        add(
            "c/" + service.place,
            time,
            "handle",
            handled <= 2 * target * SECOND ? 500_000 : 1_000_000);
      }
    }
  }

  private static Roster roster(String counter, String staff, int day, String from, String until) {
    return new Roster(counter, staff, Times.MONDAY.plusDays(day).toString(), from, until);
  }

  /** The same for the fold: i1 may take 5 minutes, i2 usually does; of i0 nobody knows. */
  static Reference reference() {
    var reference = new Reference();
    QUEUES.forEach(
        (id, queues) -> reference.add(new ServiceCounter(id, Source.HALL, "u1", id, queues), 0, 1));
    reference.add(new ServiceItem("i1", "u1", "item", 5, List.of()), 0, 1);
    reference.add(Baseline.ofItem("i1", 2), 0, 1);
    reference.add(Baseline.ofItem("i2", 7.5), 0, 1);
    ROSTERS.forEach(roster -> reference.add(roster, 0, 1));
    return reference;
  }

  /** As {@link Heard#losses()} gives them. */
  Map<String, String> losses() {
    var losses = new TreeMap<String, String>();
    sums.forEach(
        (name, sum) ->
            losses.put(
                name,
                "%d of %d, %d unknown, %d incidents".formatted(sum[0], sum[1], sum[2], sum[3])));
    return losses;
  }

  /** As {@link Heard#ratings()} gives them. */
  Map<String, String> ratings() {
    return cards.ratings();
  }

  /** As {@link Heard#notices()} gives them. */
  Map<String, String> notices() {
    var notices = new TreeMap<String, String>();
    hall.notices.forEach((id, notice) -> notices.put(id, notice.said(hall)));
    return notices;
  }

  /** As {@link Heard#scores()} gives them: no baselines but the items'. */
  Map<String, String> scores() {
    var byScope = new TreeMap<String, Map<String, long[]>>();
    sums.forEach(
        (name, sum) -> {
          var words = name.split(" ");
          var date = Instant.parse(words[1]).atZone(Times.ZONE).toLocalDate();
          if (sum[1] + sum[2] == 0) {
            return;
          }
          var scopes = new ArrayList<>(List.of("hall/" + Source.HALL));
          if (words[0].equals("c/c0") || words[0].equals("c/c1")) {
            scopes.add("unit/" + Source.HALL + "/u1"); // of queues nobody knows the unit
          }
          if (words[0].startsWith("c/")) {
            scopes.add("counter/" + words[0].substring(2));
          }
          for (var scope : scopes) {
            byScope
                .computeIfAbsent(scope + " " + date, first -> new HashMap<>())
                .merge(
                    words[2],
                    sum.clone(),
                    (a, b) -> new long[] {a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]});
          }
        });
    var scores = new TreeMap<String, String>();
    byScope.forEach(
        (scope, of) ->
            scores.put(
                scope,
                score(
                    scope.startsWith("counter"), of, now == null ? cards.of(scope) : new int[3])));
    return scores;
  }

  /** domain.md, section 4: shrinkage, penalty, index, coverage and interval. */
  private static String score(boolean isCounter, Map<String, long[]> sums, int[] cards) {
    var names = List.of("late", "absent", "bad", "handle", "wait");
    var weights = isCounter ? new int[] {15, 30, 30, 15, 10} : new int[] {10, 25, 25, 15, 25};
    var kappa = new int[] {0, 0, 50, 10, 10};
    var prior = new double[] {0, 0, 0.001, 0.04, 0.08};
    var a = new double[] {0, 0, 0.001, 0.05, 0.10};
    var b = new double[] {0.5, 0.25, 0.05, 0.40, 0.60};
    double observed = 0;
    double coverage = 0;
    double off = 0;
    double squares = 0;
    long evidence = 0;
    for (int i = 0; i < 5; i++) {
      var sum = sums.getOrDefault(names.get(i), new long[4]);
      if (sum[1] == 0) {
        continue;
      }
      double n = sum[1];
      double p = (sum[0] / 1e6 + kappa[i] * prior[i]) / (n + kappa[i]);
      double penalty = Math.max(0, Math.min(1, (p - a[i]) / (b[i] - a[i])));
      observed += weights[i];
      off += weights[i] * penalty;
      coverage += weights[i] * (i == 1 ? n / (n + sum[2]) : 1);
      if (i > 1) {
        evidence += sum[1];
        squares +=
            penalty > 0
                ? Math.pow(weights[i] / (b[i] - a[i]), 2) * p * (1 - p) / (n + kappa[i])
                : 0;
      }
    }
    boolean isLow = evidence < 10;
    var dealt = ", cards %d %d %d".formatted(cards[0], cards[1], cards[2]);
    if (coverage < 50) {
      return "null in null to null, %.6f %% null %s".formatted(coverage, isLow) + dealt;
    }
    int points = Math.min(20, cards[0] / 3 * 3 + 5 * cards[1] + 10 * cards[2]);
    double index = Math.max(0, 100 - 100 * off / observed - points);
    double width = 1.645 * 100 / observed * Math.sqrt(squares);
    var rounded = new BigDecimal(index).setScale(2, RoundingMode.HALF_UP).doubleValue();
    return "%.6f in %.6f to %.6f, %.6f %% %s %s%s"
        .formatted(
            index,
            Math.max(0, index - width),
            Math.min(100, index + width),
            coverage,
            rounded >= 90
                ? "GREEN"
                : rounded >= 80
                    ? "BLUE"
                    : rounded >= 70 ? "YELLOW" : rounded >= 60 ? "ORANGE" : "RED",
            isLow,
            dealt);
  }

  private void add(String place, long time, String factor, long lost) {
    var sum = sum(place, time, factor);
    sum[0] += lost;
    sum[1]++;
    sum[3] += lost > 0 ? 1 : 0;
  }

  private long[] sum(String place, long time, String factor) {
    if (now != null && isOutOfTheHour(time, now)) {
      return new long[4];
    }
    long slot = now != null ? now : time - Math.floorMod(time, 30 * MINUTE);
    return sums.computeIfAbsent(
        "%s %s %s".formatted(place, EventJson.instant(slot), factor), name -> new long[4]);
  }

  /** The running minute counts with all that is known of it: one counter's clock may be ahead. */
  private static boolean isOutOfTheHour(long time, long now) {
    long running = now - Math.floorMod(now, MINUTE);
    return time < running - 60 * MINUTE || time >= running + MINUTE;
  }

  private void ticket(Visit visit) {
    for (int i = 0; i < visit.legs.size(); i++) {
      var leg = visit.legs.get(i);
      if (leg.until == null) {
        continue;
      }
      long wait = Math.max(0, leg.length());
      boolean isLast = i == visit.legs.size() - 1;
      if (!leg.called) {
        if (!"CANCELLED_CLERK".equals(visit.outcome)) {
          add("q/" + leg.place, leg.until, "wait", wait > 15 * MINUTE ? 1_000_000 : 0);
        }
        continue;
      }
      long lost = wait <= 15 * MINUTE ? 0 : wait <= 30 * MINUTE ? 500_000 : 1_000_000;
      boolean isFinal = now == null || NaiveHall.day(visit.since).isBefore(NaiveHall.day(now));
      if (visit.state.equals("NO_SHOW") && isFinal && isLast && wait > 15 * MINUTE) {
        lost = 1_000_000;
      }
      add("c/" + leg.by, leg.until, "wait", lost);
    }
    for (int i = 0; i < visit.services.size(); i++) {
      service(visit, visit.services.get(i), i == visit.services.size() - 1);
    }
  }

  private void service(Visit visit, Span service, boolean isLast) {
    var until = service.until;
    if (until == null) {
      return;
    }
    var item = service.item == null ? visit.issued().getItemCode() : service.item;
    var target = item == null ? null : Map.of("i1", 300L, "i2", 450L).get(item);
    if (target != null && !(isLast && "ABANDONED".equals(visit.outcome))) {
      long handled = until - service.from - service.held;
      long most = target * SECOND;
      long lost = handled <= most ? 0 : handled <= 2 * most ? 500_000 : 1_000_000;
      add("c/" + service.place, until, "handle", lost);
    }
    for (var rating : visit.ratings) {
      if (!visit.appealed
          && NaiveHall.belongs(visit, rating) == service
          && NaiveHall.isGenuine(service, rating)
          && !hall.isBurst(rating)) {
        int level = rating.getLevel();
        add("c/" + service.place, until, "bad", level == 1 ? 1_000_000 : level == 2 ? 800_000 : 0);
        return;
      }
    }
  }

  private void session(Roster roster) {
    var date = LocalDate.parse(roster.localDate());
    int day = (int) (date.toEpochDay() - Times.MONDAY.toEpochDay());
    long start = at(day, roster.start());
    long end = roster.end().equals("24:00") ? at(day + 1, "00:00") : at(day, roster.end());
    var counter = roster.counterId();
    long signIn = firstSignIn(roster, start, end, at(day, "00:00"));
    boolean isKnown =
        now == null || now >= Math.max(start, Math.min(signIn, start + 15 * MINUTE + 1));
    add(
        "c/" + counter,
        isKnown ? start : Long.MAX_VALUE,
        "late",
        signIn <= start
            ? 0
            : signIn <= start + 10 * MINUTE
                ? 333_333
                : signIn <= start + 15 * MINUTE ? 666_667 : 1_000_000);
    int spell = 0;
    long until = now == null ? end : Math.min(end, now - Math.floorMod(now, MINUTE));
    for (long minute = start; minute < until; minute += MINUTE) {
      long time = minute + 30 * SECOND;
      if (time < signIn && time < start + 15 * MINUTE || isPaused(counter, time)) {
        spell = 0;
        continue;
      }
      if (isAttended(counter, time)) {
        spell = 0;
        add("c/" + counter, minute, "absent", 0);
      } else if (observed(counter, time) == null) {
        spell = 0;
        sum("c/" + counter, minute, "absent")[2]++;
      } else {
        spell++;
        long base = spell <= 5 ? 0 : spell <= 15 ? 500_000 : 1_000_000;
        int waiting = Math.min(5, waiting(counter, time));
        add("c/" + counter, minute, "absent", base * (5 + waiting) / 5);
      }
    }
  }

  private long firstSignIn(Roster roster, long start, long end, long midnight) {
    boolean isThere = false;
    long first = Long.MAX_VALUE;
    for (var event : events) {
      boolean comes = event.getKind() == EventKind.STAFF_SIGNED_IN;
      if (!comes && event.getKind() != EventKind.STAFF_SIGNED_OUT
          || !roster.counterId().equals(event.getCounterId())
          || !roster.staffId().equals(event.getStaffId())
          || event.getTime() < midnight) {
        continue;
      }
      if (event.getTime() <= start) {
        isThere = comes;
      }
      if (comes && event.getTime() >= start - 60 * MINUTE && event.getTime() <= end) {
        first = Math.min(first, event.getTime());
      }
    }
    return isThere ? Math.min(start, first) : first;
  }

  private boolean isPaused(String counter, long time) {
    return events.stream()
        .filter(event -> event.getKind() == EventKind.PAUSE_APPROVED)
        .filter(event -> counter.equals(event.getCounterId()))
        .anyMatch(event -> event.getFrom() <= time && time < event.getUntil());
  }

  /** The hall as it was at an instant. */
  private NaiveHall hallAt(long time) {
    return halls.computeIfAbsent(
        time, at -> new NaiveHall(events.stream().filter(event -> event.getTime() <= at).toList()));
  }

  private boolean isAttended(String counter, long time) {
    for (var visit : hallAt(time).tickets.values()) {
      if (visit.state.equals("SERVING")
          && counter.equals(visit.service().place)
          && NaiveHall.day(visit.since).equals(NaiveHall.day(time))) {
        return true;
      }
    }
    return Boolean.TRUE.equals(observed(counter, time)) || isActive(counter, time);
  }

  /** What the camera says, null if it says nothing that is recent. */
  private @Nullable Boolean observed(String counter, long time) {
    Event last = null;
    for (var event : events) {
      if (event.getKind() == EventKind.POST_OBSERVED
          && counter.equals(event.getCounterId())
          && event.getConfidence() >= 0.6
          && event.getTime() <= time) {
        last = event;
      }
    }
    return last == null || time - last.getTime() > 180 * SECOND ? null : last.getPresent();
  }

  private boolean isActive(String counter, long time) {
    boolean isActive = false;
    for (var event : events) {
      if (event.getTime() > time) {
        break;
      }
      boolean isHere = counter.equals(event.getCounterId());
      switch (event.getKind()) {
        case STAFF_SIGNED_OUT, COUNTER_CLOSED -> isActive &= !isHere;
        case STAFF_SIGNED_IN, COUNTER_OPENED ->
            isActive |= isHere && time - event.getTime() <= 180 * SECOND;
        case NOTICE_ISSUED ->
            isActive |= isHere && time - event.getTime() <= 180 * SECOND && isNotice(event);
        default -> isActive |= time - event.getTime() <= 180 * SECOND && isDoneAt(counter, event);
      }
    }
    return isActive;
  }

  /** Whether it is the issue of its notice, not another one under its id. */
  private boolean isNotice(Event event) {
    var notice = hall.notices.get(event.getNoticeId());
    return notice != null && notice.issue == event;
  }

  /** Whether an event of a ticket is a clerk's legal action at a counter. */
  private boolean isDoneAt(String counter, Event event) {
    if (event.getTicketId() == null
        || !event
            .getKind()
            .name()
            .matches("TICKET_(CALLED|NO_SHOW|HELD|RESUMED|TRANSFERRED)|SERV.*")
        || hall.refused.contains(NaiveHall.name(event))) {
      return false;
    }
    if (event.getCounterId() != null) {
      return event.getCounterId().equals(counter);
    }
    // Where the ticket was: at the counter that the last legal event since its queue named.
    String last = null;
    for (var before : events) {
      if (before == event) {
        return counter.equals(last);
      }
      if (Objects.equals(before.getTicketId(), event.getTicketId())
          && !hall.refused.contains(NaiveHall.name(before))) {
        switch (before.getKind()) {
          case TICKET_TRANSFERRED -> last = null;
          case TICKET_CALLED,
              TICKET_NO_SHOW,
              TICKET_HELD,
              TICKET_RESUMED,
              SERVICE_STARTED,
              SERVICE_ENDED ->
              last = before.getCounterId() == null ? last : before.getCounterId();
          default -> {}
        }
      }
    }
    throw new IllegalStateException("not among them: " + event);
  }

  private int waiting(String counter, long time) {
    var waiting = new HashSet<String>();
    hallAt(time)
        .tickets
        .forEach(
            (id, visit) -> {
              if (visit.state.equals("WAITING")
                  && QUEUES.get(counter).contains(visit.leg().place)
                  && NaiveHall.day(visit.since).equals(NaiveHall.day(time))) {
                waiting.add(id);
              }
            });
    return waiting.size();
  }
}
