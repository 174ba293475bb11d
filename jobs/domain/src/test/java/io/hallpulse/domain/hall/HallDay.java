package io.hallpulse.domain.hall;

import static io.hallpulse.domain.Source.about;
import static io.hallpulse.domain.Times.MINUTE;
import static io.hallpulse.domain.Times.SECOND;
import static io.hallpulse.domain.Times.at;

import io.hallpulse.domain.Source;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * A random day and night of a hall: mostly tickets as they should be, with all that may go wrong,
 * said by several sources; and the ways in which it may be delivered.
 */
final class HallDay {
  private static final EventKind[] TICKET_KINDS = {
    EventKind.TICKET_CALLED,
    EventKind.TICKET_CALLED,
    EventKind.TICKET_NO_SHOW,
    EventKind.SERVICE_STARTED,
    EventKind.SERVICE_STARTED,
    EventKind.SERVICE_ENDED,
    EventKind.SERVICE_ENDED,
    EventKind.TICKET_HELD,
    EventKind.TICKET_RESUMED,
    EventKind.TICKET_TRANSFERRED,
    EventKind.TICKET_CANCELLED,
    EventKind.TICKET_ISSUED,
    EventKind.RATING_SUBMITTED,
    EventKind.RATING_SUBMITTED,
    EventKind.RATING_APPEAL_UPHELD,
    EventKind.RECTIFICATION_CLOSED,
  };
  private static final EventKind[] OTHER_KINDS = {
    EventKind.UNKNOWN,
    EventKind.HEARTBEAT,
    EventKind.STAFF_SIGNED_IN,
    EventKind.COUNTER_OPENED,
    EventKind.COUNTER_CLOSED,
    EventKind.STAFF_SIGNED_OUT,
    EventKind.PAUSE_APPROVED,
    EventKind.NOTICE_ISSUED,
    EventKind.NOTICE_ISSUED,
    EventKind.NOTICE_SIGNED,
    EventKind.NOTICE_VIEWED,
    EventKind.POST_OBSERVED,
    EventKind.CASE_OPENED,
    EventKind.CASE_STEP,
    EventKind.CASE_CLOSED,
  };

  /** Cards of a Monday's ratings fall due on the three next ones. */
  private static final int[] DAYS_OF_WEEKS = {0, 0, 0, 1, 2, 7, 7, 14, 21};

  /** Nobody is later than this: far less than tickets are kept. */
  private static final int PERIOD_DAYS = 5;

  private final Random random;
  private final boolean isWeeks;
  private final List<Source> sources =
      List.of(
          new Source("kiosk"),
          new Source("desk"),
          new Source("desk", 2),
          new Source("web"),
          new Source("camera"));

  HallDay(long seed) {
    this(seed, false);
  }

  /** Of four weeks, with what managers do about bad ratings. */
  static HallDay ofWeeks(long seed) {
    return new HallDay(seed, true);
  }

  private HallDay(long seed, boolean isWeeks) {
    this.isWeeks = isWeeks;
    random = new Random(seed);
    var drafts = new ArrayList<Event.Builder>();
    int tickets = 1 + random.nextInt(6);
    for (int i = 0; i < tickets; i++) {
      visit("t" + i, drafts);
    }
    for (int i = random.nextInt(8); i > 0; i--) {
      drafts.add(other(begin()));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      watch(begin(), drafts);
    }
    if (random.nextInt(4) == 0) {
      // In weeks not so late that a ticket rated may have been forgotten.
      burst(isWeeks ? at(random.nextInt(8), "11:00") : begin(), tickets, drafts);
    }
    drafts.add(about(EventKind.HEARTBEAT, at("07:30")));
    drafts.add(about(EventKind.HEARTBEAT, at(1, "00:10")));
    if (isWeeks) {
      drafts.addAll(remarks(drafts));
      drafts.add(about(EventKind.HEARTBEAT, at(31, "00:10")));
    }
    drafts.sort(Comparator.comparing(Event.Builder::getTime));
    var favourite = new ArrayList<Source>();
    for (int i = 0; i < tickets; i++) {
      favourite.add(any(sources));
    }
    for (var draft : drafts) {
      var id = draft.getTicketId();
      boolean strays = id == null || random.nextInt(6) == 0;
      var source = strays ? any(sources) : favourite.get(Integer.parseInt(id.substring(1)));
      source.say(draft);
    }
  }

  /** What managers do about ratings, at times before the rating. */
  private List<Event.Builder> remarks(List<Event.Builder> drafts) {
    var remarks = new ArrayList<Event.Builder>();
    var kinds =
        List.of(
            EventKind.RECTIFICATION_CONTACTED,
            EventKind.RECTIFICATION_CLOSED,
            EventKind.RECTIFICATION_CLOSED,
            EventKind.RATING_APPEAL_UPHELD,
            EventKind.RATING_TAMPERED);
    for (var draft : drafts) {
      if (draft.getKind() == EventKind.SERVICE_ENDED && random.nextInt(3) == 0) {
        // Within nine days of the ticket: it is kept for fifteen, and sources differ by a period.
        long time = draft.getTime() + random.nextInt(8) * 24 * 60 * MINUTE + random.nextInt(600);
        remarks.add(about(any(kinds), time, draft.getTicketId()).setDecidedBy("admin"));
      }
      if (draft.getKind() == EventKind.SERVICE_STARTED && random.nextInt(3) == 0) {
        long time = draft.getTime() + random.nextInt(9 * 24 * 60) * MINUTE * random.nextInt(2);
        var issue = about(EventKind.NOTICE_ISSUED, time, draft.getTicketId());
        remarks.add(notice(issue.setCounterId(draft.getCounterId())));
        if (random.nextBoolean()) {
          var kind = random.nextBoolean() ? EventKind.NOTICE_SIGNED : EventKind.NOTICE_ISSUED;
          remarks.add(Event.newBuilder(issue).setKind(kind).setTime(time + random.nextInt(2)));
        }
      }
      if (draft.getKind() == EventKind.SERVICE_ENDED && random.nextInt(2) == 0) {
        remarks.add(
            Source.rating(draft.getTime() + random.nextInt(90) * MINUTE, draft.getTicketId(), 1)
                .setCounterId(random.nextBoolean() ? null : "c" + random.nextInt(2)));
      }
    }
    return remarks;
  }

  /** A camera that looks at a counter once a minute. */
  private void watch(long from, List<Event.Builder> drafts) {
    var counter = "c" + random.nextInt(2);
    long time = from;
    for (int i = random.nextInt(40); i > 0; i--) {
      time += random.nextInt(8) == 0 ? 5 * MINUTE : MINUTE;
      drafts.add(
          about(EventKind.POST_OBSERVED, time)
              .setCounterId(counter)
              .setPresent(random.nextInt(6) == 0)
              .setConfidence(0.9));
    }
  }

  /** Ratings of different tickets, seconds apart. */
  private void burst(long from, int tickets, List<Event.Builder> drafts) {
    long time = from;
    for (int i = 0; i < 5; i++) {
      time += random.nextLong(5 * SECOND);
      drafts.add(
          about(EventKind.RATING_SUBMITTED, time, "t" + random.nextInt(tickets))
              .setLevel(1)
              .setActive(random.nextInt(8) > 0)
              .setReasons(random.nextInt(5) == 0 ? List.of("b") : List.of("a", "b"))
              .setCounterId("c0"));
    }
  }

  private long begin() {
    // On Monday, often shortly before midnight.
    int day = isWeeks ? DAYS_OF_WEEKS[random.nextInt(DAYS_OF_WEEKS.length)] : 0;
    return random.nextInt(3) == 0
        ? at(day, "23:40") + random.nextInt(20) * MINUTE
        : at(day, "08:00") + random.nextInt(15 * 60) * MINUTE;
  }

  private void visit(String ticket, List<Event.Builder> drafts) {
    long time = begin();
    if (random.nextInt(8) > 0) {
      drafts.add(issue(ticket, time));
    }
    var way =
        new EventKind[] {
          EventKind.TICKET_CALLED, EventKind.SERVICE_STARTED, EventKind.SERVICE_ENDED
        };
    int steps = random.nextInt(12);
    int nextDay = random.nextInt(60); // at most one night, so that no rating is beyond retention
    for (int i = 0; i < steps; i++) {
      time += random.nextInt(4) == 0 ? 0 : random.nextLong(9 * MINUTE);
      if (i == nextDay) {
        time += 24 * 60 * MINUTE;
      }
      var kind = random.nextInt(3) > 0 ? way[i % 3] : TICKET_KINDS[random.nextInt(16)];
      drafts.add(ofTicket(kind, ticket, time));
    }
  }

  private Event.Builder issue(String ticket, long time) {
    var issue = Source.issue(time, ticket, "q" + random.nextInt(3));
    if (random.nextInt(3) == 0) {
      issue.setAppointmentTime(time + (random.nextInt(40) - 20) * MINUTE);
    }
    if (random.nextBoolean()) {
      issue.setCaseId("k" + random.nextInt(2));
    }
    return issue;
  }

  private Event.Builder ofTicket(EventKind kind, String ticket, long time) {
    if (kind == EventKind.TICKET_ISSUED) {
      return issue(ticket, time);
    }
    var event = about(kind, time, ticket);
    if (random.nextInt(30) > 0) {
      event.setCounterId("c" + random.nextInt(2));
    }
    if (random.nextBoolean()) {
      event.setStaffId("s" + random.nextInt(2));
    }
    switch (kind) {
      case SERVICE_STARTED, SERVICE_ENDED -> {
        event.setOutcome(
            any(
                List.of(
                    "COMPLETED", "COMPLETED", "NOTICE_ISSUED", "TRANSFERRED", "ABANDONED", "?")));
        if (random.nextInt(3) == 0) {
          event.setItemCode("i" + random.nextInt(3));
        }
      }
      case TICKET_TRANSFERRED -> event.setToQueueId("q" + random.nextInt(3));
      case TICKET_CANCELLED ->
          event.setCancelledBy(any(List.of("VISITOR", "CLERK", "DAY_END", "?")));
      case RATING_SUBMITTED -> {
        event.setLevel(random.nextInt(7)).setActive(random.nextInt(5) > 0);
        if (random.nextInt(3) == 0) {
          event.setDeviceStaffId("s" + random.nextInt(3));
        }
        event.setTime(time + random.nextInt(9) * 24 * 60 * MINUTE * random.nextInt(2));
      }
      default -> {}
    }
    return event;
  }

  private Event.Builder other(long time) {
    var kind = OTHER_KINDS[random.nextInt(OTHER_KINDS.length)];
    var event =
        about(kind, time)
            .setCounterId("c" + random.nextInt(2))
            .setStaffId("s" + random.nextInt(2))
            .setPresent(random.nextBoolean())
            .setConfidence(random.nextDouble());
    if (kind == EventKind.PAUSE_APPROVED) {
      event.setFrom(time - random.nextInt(20) * MINUTE);
      event.setUntil(time + (random.nextInt(60) - 10) * MINUTE);
    } else if (kind.name().startsWith("NOTICE_")) {
      notice(event);
    } else if (kind.name().startsWith("CASE_")) {
      event.setCaseId("k" + random.nextInt(2));
      if (random.nextBoolean()) {
        event.setPlannedEnd(time + random.nextInt(600) * MINUTE);
        event.setChannel("ch" + random.nextInt(3));
      } else {
        event.setItemCode("i" + random.nextInt(3)).setCaseResult("r" + random.nextInt(3));
      }
    }
    return event;
  }

  /** Of few notices and matters, so that they clash; all within days of one another. */
  private Event.Builder notice(Event.Builder event) {
    long stretch = (event.getTime() - at("00:00")) / (10L * 24 * 60 * MINUTE);
    event.setNoticeId("n%d of %d".formatted(random.nextInt(3), stretch));
    event.setMatterId("m%d of %d".formatted(random.nextInt(2), stretch));
    event.setMissing(List.of("photo", "m" + random.nextInt(2)));
    if (random.nextInt(4) == 0) {
      event.setContentHash(random.nextBoolean() ? "wrong" : NaiveNotice.hash(event.build()));
    }
    return event;
  }

  List<Event> events() {
    return sources.stream().flatMap(source -> source.said().stream()).toList();
  }

  /** A stretch of days and what is delivered in it; the clock stays within it. */
  record Period(List<EventBatch> batches, long start) {}

  /** All events, no batch later than a period, within it in any order and some more than once. */
  List<Period> periods() {
    var periods = new ArrayList<Period>();
    var said = new int[sources.size()];
    for (int from = 0; from <= 40; from += PERIOD_DAYS) {
      var batches = new ArrayList<EventBatch>();
      for (int i = 0; i < said.length; i++) {
        var events = sources.get(i).said();
        int to = said[i];
        while (to < events.size() && events.get(to).getTime() < at(from + PERIOD_DAYS, "00:00")) {
          to++;
        }
        cut(sources.get(i), said[i] + 1, to + 1, batches);
        said[i] = to;
      }
      Collections.shuffle(batches, random);
      periods.add(new Period(batches, at(from, "08:00")));
    }
    return periods;
  }

  private void cut(Source source, int first, int end, List<EventBatch> batches) {
    for (int from = first; from < end; ) {
      int to = Math.min(end, from + 1 + random.nextInt(4));
      batches.add(source.batch(from, to));
      from = to;
    }
    for (int i = random.nextInt(3); i > 0 && end > first; i--) {
      int from = first + random.nextInt(end - first);
      batches.add(source.batch(from, Math.min(end, from + 1 + random.nextInt(6))));
    }
  }

  /** All events in batches, each source's in its order, nothing twice. */
  List<EventBatch> inOrder() {
    return sources.stream().filter(source -> !source.said().isEmpty()).map(Source::batch).toList();
  }

  /** All events cut into batches anew, some more than once, in any order. */
  List<EventBatch> disordered() {
    var batches = new ArrayList<EventBatch>();
    for (var source : sources) {
      cut(source, 1, source.said().size() + 1, batches);
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  /** How long until the next batch: mostly moments, at times hours. */
  long pause() {
    return random.nextInt(6) == 0
        ? random.nextLong(10 * 60 * MINUTE)
        : random.nextLong(90 * SECOND);
  }

  boolean restarts() {
    return random.nextInt(8) == 0;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
