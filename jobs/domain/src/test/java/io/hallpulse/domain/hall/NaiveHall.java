package io.hallpulse.domain.hall;

import static java.util.Comparator.comparing;

import io.hallpulse.domain.Source;
import io.hallpulse.domain.Times;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventFields;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.fact.CaseFact;
import io.hallpulse.schemas.fact.TicketFact;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rules of domain.md sections 2 and 3 once more, as plainly as they can be said: all events at
 * hand, sorted, read once, nothing incremental. What the fold says is compared with this. Without
 * reference data.
 */
final class NaiveHall {
  static final Comparator<Event> FOLD_ORDER =
      comparing(Event::getTime)
          .thenComparing(Event::getSource)
          .thenComparing(Event::getEpoch)
          .thenComparing(Event::getSeq);
  private static final Set<String> ABOUT_TICKETS =
      Set.of(
          "TICKET_ISSUED",
          "TICKET_CALLED",
          "TICKET_NO_SHOW",
          "TICKET_TRANSFERRED",
          "TICKET_HELD",
          "TICKET_RESUMED",
          "TICKET_CANCELLED",
          "SERVICE_STARTED",
          "SERVICE_ENDED",
          "RATING_SUBMITTED",
          "RATING_APPEAL_UPHELD",
          "RECTIFICATION_CONTACTED",
          "RECTIFICATION_CLOSED",
          "RATING_TAMPERED");

  final Map<String, Visit> tickets = new TreeMap<>();
  final Set<String> refused = new TreeSet<>();
  final Map<String, NaiveNotice> notices = new TreeMap<>();
  private final List<Event> cases = new ArrayList<>();
  private final List<Event> ratings = new ArrayList<>();

  /** A leg or a service: from, until (null while it lasts) and what belongs to it. */
  static final class Span {
    final long from;
    @Nullable Long until;
    @Nullable String place;
    @Nullable String by;
    @Nullable String endedBy;
    @Nullable String item;
    boolean called;
    long held;

    Span(long from, @Nullable String place) {
      this.from = from;
      this.place = place;
    }

    long length() {
      return Objects.requireNonNull(until) - from;
    }
  }

  /** What became of one ticket. */
  static final class Visit {
    String state = "NONE";
    long since;
    @Nullable Event issue;
    int calls;
    @Nullable String counter;
    @Nullable String staff;
    @Nullable String item;
    @Nullable String outcome;
    final List<Span> legs = new ArrayList<>();
    final List<Span> services = new ArrayList<>();
    final List<Event> ratings = new ArrayList<>();
    boolean appealed;
    final List<Event> remarks = new ArrayList<>();

    Span leg() {
      return legs.get(legs.size() - 1);
    }

    Span service() {
      return services.get(services.size() - 1);
    }

    Event issued() {
      return Objects.requireNonNull(issue);
    }
  }

  NaiveHall(Collection<Event> events) {
    for (var event : events.stream().distinct().sorted(FOLD_ORDER).toList()) {
      if (event.getKind() == EventKind.UNKNOWN || EventFields.missing(event).isPresent()) {
        refused.add(name(event));
      } else if (ABOUT_TICKETS.contains(event.getKind().name())) {
        if (event.getKind() == EventKind.RATING_SUBMITTED) {
          ratings.add(event);
        }
        var visit = tickets.computeIfAbsent(event.getTicketId(), id -> new Visit());
        if (!isTaken(visit, event)) {
          refused.add(name(event));
        }
      } else if (event.getKind() == EventKind.PAUSE_APPROVED) {
        if (event.getUntil() <= event.getFrom()) {
          refused.add(name(event));
        }
      } else if (event.getKind().name().startsWith("NOTICE_")) {
        if (!notices.computeIfAbsent(event.getNoticeId(), NaiveNotice::new).isTaken(event)) {
          refused.add(name(event));
        }
      } else if (event.getKind().name().startsWith("CASE_")) {
        cases.add(event);
      }
    }
    tickets.values().removeIf(visit -> visit.issue == null);
    notices.values().removeIf(notice -> notice.issue == null);
  }

  static String name(Event event) {
    return event.getSource() + "/" + event.getEpoch() + "/" + event.getSeq();
  }

  private static boolean isTaken(Visit visit, Event event) {
    var kind = event.getKind().name();
    if ((visit.issue == null) != kind.equals("TICKET_ISSUED")) {
      return false;
    }
    long time = event.getTime();
    switch (kind + " " + visit.state) {
      case "TICKET_ISSUED NONE" -> {
        visit.issue = event;
        visit.item = event.getItemCode();
        var appointment = event.getAppointmentTime();
        boolean later = appointment != null && appointment > time;
        visit.legs.add(new Span(later ? appointment : time, event.getQueueId()));
        move(visit, event, "WAITING");
      }
      case "TICKET_CALLED WAITING", "TICKET_CALLED CALLED", "TICKET_CALLED NO_SHOW" -> {
        boolean dayOver = visit.state.equals("NO_SHOW") && !day(time).equals(day(visit.since));
        if (visit.calls == 3 || dayOver) {
          return false;
        }
        visit.calls++;
        if (visit.leg().until == null) {
          visit.leg().until = time;
          visit.leg().called = true;
          visit.leg().by = event.getCounterId();
        }
        move(visit, event, "CALLED");
      }
      case "TICKET_NO_SHOW CALLED" -> move(visit, event, "NO_SHOW");
      case "SERVICE_STARTED CALLED" -> {
        var service = new Span(time, event.getCounterId());
        service.by = event.getStaffId();
        service.item = event.getItemCode();
        visit.services.add(service);
        visit.item = event.getItemCode() == null ? visit.item : event.getItemCode();
        move(visit, event, "SERVING");
      }
      case "TICKET_HELD SERVING" -> move(visit, event, "HELD");
      case "TICKET_RESUMED HELD" -> {
        visit.service().held += time - visit.since;
        move(visit, event, "SERVING");
      }
      case "SERVICE_ENDED SERVING" -> {
        var outcome = event.getOutcome();
        if (!Set.of("COMPLETED", "NOTICE_ISSUED", "ABANDONED", "TRANSFERRED").contains(outcome)) {
          return false;
        }
        visit.service().until = time;
        visit.service().endedBy = event.getStaffId();
        visit.service().item =
            event.getItemCode() == null ? visit.service().item : event.getItemCode();
        visit.item = event.getItemCode() == null ? visit.item : event.getItemCode();
        boolean moves = outcome.equals("TRANSFERRED");
        visit.outcome = moves ? null : outcome;
        move(visit, event, moves ? "TRANSFERRED" : "ENDED");
      }
      case "TICKET_TRANSFERRED WAITING" -> visit.leg().place = event.getToQueueId();
      case "TICKET_TRANSFERRED CALLED",
          "TICKET_TRANSFERRED SERVING",
          "TICKET_TRANSFERRED TRANSFERRED" -> {
        if (visit.state.equals("SERVING")) {
          visit.service().until = time;
          visit.service().endedBy = event.getStaffId();
        }
        visit.legs.add(new Span(time, event.getToQueueId()));
        visit.calls = 0;
        move(visit, event, "WAITING");
      }
      case "TICKET_CANCELLED WAITING" -> {
        if (!Set.of("VISITOR", "CLERK", "DAY_END").contains(event.getCancelledBy())) {
          return false;
        }
        visit.leg().until = time;
        visit.outcome = "CANCELLED_" + event.getCancelledBy();
        move(visit, event, "CANCELLED");
      }
      default -> {
        return isRemark(visit, event);
      }
    }
    return true;
  }

  private static boolean isRemark(Visit visit, Event event) {
    switch (event.getKind()) {
      case RATING_SUBMITTED -> {
        if (event.getLevel() < 1 || event.getLevel() > 5) {
          return false;
        }
        visit.ratings.add(event);
        return true;
      }
      case RATING_APPEAL_UPHELD -> {
        visit.appealed = true;
        visit.remarks.add(event);
        return true;
      }
      case RECTIFICATION_CONTACTED, RECTIFICATION_CLOSED, RATING_TAMPERED -> {
        visit.remarks.add(event);
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private static void move(Visit visit, Event event, String state) {
    visit.state = state;
    visit.since = event.getTime();
    visit.counter = event.getCounterId() == null ? visit.counter : event.getCounterId();
    visit.staff = event.getStaffId() == null ? visit.staff : event.getStaffId();
  }

  /** Every issued ticket's row when all its days are over, without revision. */
  Map<String, TicketFact> rows() {
    var rows = new TreeMap<String, TicketFact>();
    tickets.forEach((id, visit) -> rows.put(id, row(id, visit)));
    return rows;
  }

  private TicketFact row(String id, Visit visit) {
    var issue = visit.issued();
    var queue = visit.leg().place;
    var first = visit.legs.get(0);
    boolean missed = visit.state.equals("NO_SHOW");
    boolean over = missed || visit.outcome != null;
    return new TicketFact(
        id,
        issue.getTicketNo(),
        Source.DISTRICT,
        Source.HALL,
        queue,
        queue.equals(issue.getQueueId()) ? issue.getUnitId() : null,
        visit.item,
        visit.counter,
        visit.staff,
        issue.getChannel(),
        issue.getCaseId(),
        EventJson.instant(issue.getTime()),
        first.called ? instant(first.until) : null,
        visit.services.isEmpty() ? null : EventJson.instant(visit.services.get(0).from),
        over ? EventJson.instant(visit.since) : null,
        seconds(visit.legs, leg -> Math.max(0, leg.length())),
        seconds(visit.services, service -> service.length() - service.held),
        missed ? "NO_SHOW" : visit.outcome,
        rating(visit),
        day(issue.getTime()),
        0);
  }

  private static @Nullable Long seconds(List<Span> spans, Function<Span, Long> length) {
    var ended = spans.stream().filter(span -> span.until != null).toList();
    return ended.isEmpty() ? null : ended.stream().mapToLong(length::apply).sum() / 1_000_000;
  }

  private @Nullable Integer rating(Visit visit) {
    Integer level = null;
    for (var service : visit.services) {
      for (var rating : visit.ratings) {
        if (belongs(visit, rating) == service && isGenuine(service, rating) && !isBurst(rating)) {
          level = rating.getLevel();
          break;
        }
      }
    }
    return visit.appealed ? null : level;
  }

  /** Whether three active ratings at the counter within 10 s, this among them, say the same. */
  boolean isBurst(Event rating) {
    var equal =
        ratings.stream()
            .filter(Event::getActive)
            .filter(other -> rating.getActive() && rating.getCounterId() != null)
            .filter(other -> Objects.equals(other.getCounterId(), rating.getCounterId()))
            .filter(other -> Objects.equals(other.getLevel(), rating.getLevel()))
            .filter(other -> reasons(other).equals(reasons(rating)))
            .toList();
    for (var first : equal) {
      long from = first.getTime();
      long near =
          equal.stream()
              .filter(other -> other.getTime() >= from && other.getTime() <= from + 10_000_000)
              .count();
      if (near >= 3 && rating.getTime() >= from && rating.getTime() <= from + 10_000_000) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> reasons(Event rating) {
    return rating.getReasons() == null ? Set.of() : Set.copyOf(rating.getReasons());
  }

  static Span belongs(Visit visit, Event rating) {
    var found = visit.service();
    for (var service : visit.services) {
      if (Objects.equals(service.place, rating.getCounterId())) {
        found = service;
      }
    }
    return found;
  }

  static boolean isGenuine(Span service, Event rating) {
    if (!rating.getActive() || service.until == null || rating.getTime() < service.until) {
      return false;
    }
    var device = rating.getDeviceStaffId();
    if (device != null && (device.equals(service.by) || device.equals(service.endedBy))) {
      return false;
    }
    int workingDays = 0;
    for (var day = day(service.until); day.isBefore(day(rating.getTime())); ) {
      day = day.plusDays(1);
      boolean weekend =
          day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
      workingDays += weekend ? 0 : 1;
      if (workingDays > 5 || workingDays == 5 && day.isBefore(day(rating.getTime()))) {
        return false;
      }
    }
    return true;
  }

  /** Every case's row, without revision. */
  Map<String, CaseFact> caseRows() {
    var rows = new TreeMap<String, CaseFact>();
    for (var event : cases) {
      rows.computeIfAbsent(event.getCaseId(), this::caseRow);
    }
    return rows;
  }

  private CaseFact caseRow(String id) {
    var events = cases.stream().filter(event -> event.getCaseId().equals(id)).toList();
    var first = events.get(0);
    long last = events.get(events.size() - 1).getTime();
    Long closed = null;
    for (var event : events) {
      if (closed == null && event.getKind() == EventKind.CASE_CLOSED) {
        closed = event.getTime();
      }
    }
    var planned = last(events, Event::getPlannedEnd);
    Long firstTicket = null;
    var visits = new HashSet<LocalDate>();
    for (var ticket : tickets.values()) {
      if (!id.equals(ticket.issued().getCaseId())) {
        continue;
      }
      long start = ticket.legs.get(0).from;
      firstTicket = Math.min(start, firstTicket == null ? Long.MAX_VALUE : firstTicket);
      for (var service : ticket.services) {
        if (closed == null || service.from <= closed) {
          visits.add(day(service.from));
        }
      }
    }
    return new CaseFact(
        id,
        Source.DISTRICT,
        Source.HALL,
        last(events, Event::getUnitId),
        last(events, Event::getItemCode),
        last(events, Event::getChannel),
        EventJson.instant(first.getTime()),
        instant(closed),
        instant(planned),
        (last - first.getTime()) / 1_000_000,
        events.size(),
        planned == null || closed == null ? null : (Boolean) (closed > planned),
        instant(firstTicket),
        visits.size(),
        last(events, Event::getEntityId),
        last(events, Event::getCaseResult),
        day(first.getTime()),
        0);
  }

  private static <T> @Nullable T last(List<Event> events, Function<Event, @Nullable T> field) {
    T found = null;
    for (var event : events) {
      var value = field.apply(event);
      found = value == null ? found : value;
    }
    return found;
  }

  /** The end of the n-th working day after a time. */
  static long deadline(long time, int workingDays) {
    var day = day(time);
    for (int left = workingDays; left > 0; ) {
      day = day.plusDays(1);
      left -= day.getDayOfWeek().getValue() < 6 ? 1 : 0;
    }
    return EventJson.micros(day.plusDays(1).atStartOfDay(Times.ZONE).toInstant());
  }

  static LocalDate day(long time) {
    return EventJson.instant(time).atZone(Times.ZONE).toLocalDate();
  }

  private static @Nullable Instant instant(@Nullable Long time) {
    return time == null ? null : EventJson.instant(time);
  }
}
