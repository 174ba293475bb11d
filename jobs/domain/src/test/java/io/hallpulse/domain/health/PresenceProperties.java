package io.hallpulse.domain.health;

import static io.hallpulse.domain.Source.about;
import static io.hallpulse.domain.Source.issue;
import static io.hallpulse.domain.Times.MINUTE;
import static io.hallpulse.domain.Times.SECOND;
import static io.hallpulse.domain.Times.at;
import static io.hallpulse.schemas.event.EventKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.Times;
import io.hallpulse.domain.ticket.Names;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketHistory;
import io.hallpulse.domain.ticket.TicketMove;
import io.hallpulse.domain.ticket.TicketStatus;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.reference.RuleSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Minutes of random days, found by walking once through traces and marks, against the definition:
 * for each minute all events up to its midpoint are looked at anew.
 */
class PresenceProperties {
  private static final int DAYS = 1_500;
  private static final RuleSet RULES = RuleSet.defaults(Source.DISTRICT);
  private static final LocalDays LOCAL = Times.days();
  private static final Session SESSION = new Session("c1", "s1", at("09:00"), at("10:30"));
  private static final List<String> QUEUES = List.of("q1", "q2"); // that c1 serves, not q3

  private static final Comparator<Event> FOLD_ORDER =
      Comparator.comparingLong(Event::getTime)
          .thenComparing(Event::getSource)
          .thenComparingLong(Event::getSeq);

  @Test
  void aWalkFindsWhatTheDefinitionSays() {
    for (int seed = 0; seed < DAYS; seed++) {
      var events = randomDay(new Random(seed));
      var walked = walked(events);
      var defined = new Definition(events).minutes();

      assertThat(walked).as("seed " + seed).isEqualTo(defined);
    }
  }

  private static List<Event> randomDay(Random random) {
    var sources = List.of(new Source("a"), new Source("b"));
    for (int i = 0; i < 120; i++) {
      var source = sources.get(random.nextInt(2));
      // Whole and half minutes and a second beside them: the edges of all rules.
      long time =
          at("08:50") + random.nextInt(110 * 2) * 30 * SECOND + (random.nextInt(3) - 1) * SECOND;
      var ticket = "t" + random.nextInt(6);
      var counter = "c" + (1 + random.nextInt(2));
      var staff = "s" + (1 + random.nextInt(2));
      var queue = "q" + (1 + random.nextInt(3));
      switch (random.nextInt(16)) {
        case 0, 1 -> source.say(issue(time, ticket, queue));
        case 2, 3 -> source.called(time, ticket, counter);
        case 4, 5 -> source.started(time, ticket, counter);
        case 6 -> source.ended(time, ticket, random.nextBoolean() ? "COMPLETED" : "TRANSFERRED");
        case 7 -> source.held(time, ticket);
        case 8 -> source.resumed(time, ticket);
        case 9 -> source.transferred(time, ticket, queue);
        case 10 -> source.say(about(STAFF_SIGNED_IN, time).setCounterId(counter).setStaffId(staff));
        case 11 ->
            source.say(about(STAFF_SIGNED_OUT, time).setCounterId(counter).setStaffId(staff));
        case 12 ->
            source.say(
                about(random.nextBoolean() ? COUNTER_CLOSED : COUNTER_PAUSED, time)
                    .setCounterId(counter));
        default ->
            source.say(
                about(POST_OBSERVED, time)
                    .setCounterId(counter)
                    .setPresent(random.nextInt(4) == 0)
                    .setConfidence(random.nextInt(4) == 0 ? 0.5 : 0.6));
      }
    }
    var events = new ArrayList<>(sources.get(0).said());
    events.addAll(sources.get(1).said());
    events.sort(FOLD_ORDER);
    return events;
  }

  private static Map<Long, String> walked(List<Event> events) {
    var post = new ArrayList<Mark>();
    var queues = new ArrayList<Mark>();
    for (var event : events) {
      var mark = Mark.of(event, RULES.absent());
      if (mark != null && "c1".equals(event.getCounterId())) {
        post.add(mark);
      }
    }
    for (var ticket : tickets(events, Long.MAX_VALUE).values()) {
      for (var at : TicketTrace.of(ticket, LOCAL).marks()) {
        if (at.place().equals(Place.counter("c1"))) {
          post.add(at.mark());
        } else if (at.place().isQueue() && QUEUES.contains(at.place().id())) {
          queues.add(at.mark());
        }
      }
    }
    var waiting = Crowd.of(queues, Mark.Kind.JOINS, Mark.Kind.LEAVES);
    var told = new TreeMap<Long, String>();
    var attendance = new Attendance(SESSION, PostEvidence.of(post), RULES, at("00:00"));
    for (var minute : attendance.minutes(Long.MAX_VALUE, waiting::at)) {
      told.put(
          minute.start(),
          switch (minute.presence()) {
            case ATTENDED -> "attended";
            case UNKNOWN -> "unknown";
            case UNATTENDED ->
                "unattended %d, waiting %d".formatted(minute.ofSpell(), minute.waiting());
          });
    }
    return told;
  }

  private static Map<String, Ticket> tickets(List<Event> events, long until) {
    return events.stream()
        .filter(event -> event.getTicketId() != null && event.getTime() <= until)
        .collect(Collectors.groupingBy(Event::getTicketId, Collectors.toList()))
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> ticket(entry.getValue())));
  }

  private static Ticket ticket(List<Event> events) {
    var history = TicketHistory.of("t", 0);
    for (var event : events) {
      history = history.with(TicketMove.of(event, 0, new Names()));
    }
    return Ticket.fold(history, LOCAL, 3);
  }

  /** domain.md, section 3 and 4, word by word. */
  private record Definition(List<Event> events) {

    Map<Long, String> minutes() {
      var told = new TreeMap<Long, String>();
      int spell = 0;
      for (long start = SESSION.start(); start < SESSION.end(); start += MINUTE) {
        long midpoint = start + 30 * SECOND;
        if (belongsToLateness(midpoint)) {
          spell = 0;
          continue;
        }
        if (isAttended(midpoint)) {
          spell = 0;
          told.put(start, "attended");
        } else if (observed(midpoint) != null) {
          spell++;
          told.put(start, "unattended %d, waiting %d".formatted(spell, waiting(midpoint)));
        } else {
          spell = 0;
          told.put(start, "unknown");
        }
      }
      return told;
    }

    private boolean belongsToLateness(long time) {
      boolean isThere = false;
      long first = Long.MAX_VALUE;
      for (var event : events) {
        if (!"c1".equals(event.getCounterId()) || !"s1".equals(event.getStaffId())) {
          continue;
        }
        boolean comes = event.getKind() == STAFF_SIGNED_IN;
        if (event.getTime() <= SESSION.start() && (comes || event.getKind() == STAFF_SIGNED_OUT)) {
          isThere = comes;
        }
        if (comes && event.getTime() >= SESSION.start() - 60 * MINUTE) {
          first = Math.min(first, event.getTime());
        }
      }
      return !isThere && time < first && time < SESSION.start() + 15 * MINUTE;
    }

    private boolean isAttended(long time) {
      for (var ticket : tickets(events, time).values()) {
        if (ticket.status() == TicketStatus.SERVING
            && ticket.services().get(ticket.services().size() - 1).counterId().equals("c1")) {
          return true;
        }
      }
      return Boolean.TRUE.equals(observed(time)) || isActive(time);
    }

    /** What the camera says, null if it says nothing that is recent. */
    private @Nullable Boolean observed(long time) {
      Event last = null;
      for (var event : events) {
        if (event.getKind() == POST_OBSERVED
            && "c1".equals(event.getCounterId())
            && event.getConfidence() >= 0.6
            && event.getTime() <= time) {
          last = event;
        }
      }
      return last == null || time - last.getTime() > 180 * SECOND ? null : last.getPresent();
    }

    private boolean isActive(long time) {
      boolean isActive = false;
      for (int i = 0; i < events.size(); i++) {
        var event = events.get(i);
        if (event.getTime() > time) {
          break;
        }
        if ("c1".equals(event.getCounterId())
            && (event.getKind() == STAFF_SIGNED_OUT || event.getKind() == COUNTER_CLOSED)) {
          isActive = false;
        } else if (isAction(i) && time - event.getTime() <= 180 * SECOND) {
          isActive = true;
        }
      }
      return isActive;
    }

    private boolean isAction(int place) {
      var event = events.get(place);
      if (event.getTicketId() == null) {
        return event.getKind() == STAFF_SIGNED_IN && "c1".equals(event.getCounterId());
      }
      var said =
          events.subList(0, place + 1).stream()
              .filter(other -> event.getTicketId().equals(other.getTicketId()))
              .toList();
      var after = ticket(said);
      if (after.refusal(said.size() - 1) != null || event.getKind() == TICKET_ISSUED) {
        return false;
      }
      if (event.getCounterId() != null) {
        return event.getCounterId().equals("c1");
      }
      var before = ticket(said.subList(0, said.size() - 1));
      return before.status() != TicketStatus.WAITING && "c1".equals(before.counterId());
    }

    private int waiting(long time) {
      int waiting = 0;
      for (var ticket : tickets(events, time).values()) {
        if (ticket.status() == TicketStatus.WAITING && QUEUES.contains(ticket.queueId())) {
          waiting++;
        }
      }
      return waiting;
    }
  }
}
