package io.hallpulse.agent.hall;

import io.hallpulse.agent.spool.Entry;
import io.hallpulse.domain.health.Mark;
import io.hallpulse.domain.health.Pause;
import io.hallpulse.domain.health.TicketTrace;
import io.hallpulse.domain.notice.Notice;
import io.hallpulse.domain.notice.NoticeHistory;
import io.hallpulse.domain.notice.NoticeMove;
import io.hallpulse.domain.ticket.Names;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketHistory;
import io.hallpulse.domain.ticket.TicketMove;
import io.hallpulse.domain.ticket.TicketStatus;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.reference.RuleSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A hall folded from its log: nothing but what {@link #apply} was given, so a replay gives the
 * same. The life cycles are those of the domain. It holds a day, and of visitors what is remembered
 * of their last service.
 */
public final class HallState {
  private static final long REMEMBERED = TimeUnit.DAYS.toMicros(30);
  private static final long KEPT_DAYS = 2;

  private final LocalDays days;
  private final int maxCalls;
  private final RuleSet.Absent absent;
  private final Names names = new Names();
  private final Map<String, HallTicket> tickets = new LinkedHashMap<>();
  private final Map<String, TreeSet<InLine>> lines = new HashMap<>();
  private final Map<String, Post> posts = new TreeMap<>();
  private final Map<String, Integer> numbers = new TreeMap<>();
  private final Map<String, NoticeHistory> notices = new LinkedHashMap<>();
  private final Map<String, Visited> visitors = new LinkedHashMap<>();
  private final Map<String, Tally> countersToday = new TreeMap<>();
  private final Map<String, Tally> clerksToday = new TreeMap<>();
  private final Map<String, List<Mark>> marks = new TreeMap<>();
  private final Map<String, Long> appointments = new LinkedHashMap<>();
  private final Map<String, Note> consents = new LinkedHashMap<>();
  private final Map<String, Note> signatures = new LinkedHashMap<>();
  private final Set<String> faults = new HashSet<>();
  private long day = Long.MIN_VALUE;
  private long time = Long.MIN_VALUE;

  public HallState(LocalDays days, int maxCalls, RuleSet.Absent absent) {
    this.days = days;
    this.maxCalls = maxCalls;
    this.absent = absent;
  }

  /** Takes in what the log holds. */
  public void apply(Entry entry) {
    if (entry.batch() != null) {
      entry.batch().getEvents().forEach(this::apply);
    }
    if (entry.note() != null) {
      apply(Note.read(entry.note()));
    }
  }

  void apply(Note note) {
    switch (note.kind()) {
      case Note.APPOINTMENT -> appointments.put(note.id(), note.time());
      case Note.CONSENT -> consents.put(note.id(), note);
      case Note.SIGNATURE -> signatures.put(note.id(), note);
      default -> throw new IllegalStateException("The store holds a note of kind " + note.kind());
    }
  }

  /** Why the rules forbid an event now, null if they do not. */
  @Nullable String refusal(Event event) {
    return switch (event.getKind()) {
      case TICKET_ISSUED,
          TICKET_CALLED,
          TICKET_NO_SHOW,
          TICKET_TRANSFERRED,
          TICKET_HELD,
          TICKET_RESUMED,
          TICKET_CANCELLED,
          SERVICE_STARTED,
          SERVICE_ENDED,
          RATING_SUBMITTED -> {
        var next = with(event);
        yield next.ticket().refusal(next.history().moves().size() - 1);
      }
      case NOTICE_ISSUED, NOTICE_SIGNED, NOTICE_VIEWED -> {
        var next = notice(event);
        yield Notice.fold(next).refusal(next.moves().size() - 1);
      }
      case PAUSE_APPROVED -> Pause.problem(event);
      default -> null;
    };
  }

  private HallTicket with(Event event) {
    var before = tickets.get(event.getTicketId());
    var move = TicketMove.of(event, 0, names);
    if (before == null) {
      var history = TicketHistory.of(event.getTicketId(), 0).with(move);
      return new HallTicket(event, history, Ticket.fold(history, days, maxCalls), 0);
    }
    var history = before.history().with(move);
    return new HallTicket(before.issue(), history, before.ticket().after(history), before.marks());
  }

  private NoticeHistory notice(Event event) {
    var id = event.getNoticeId();
    return notices.getOrDefault(id, NoticeHistory.of(id, 0)).with(NoticeMove.of(event, 0));
  }

  /** Takes an event in; one that the rules refuse changes nothing (a loss may have made it so). */
  void apply(Event event) {
    if (days.of(event.getTime()) > day) {
      beginDay(days.of(event.getTime()));
    }
    time = Math.max(time, event.getTime());
    if (refusal(event) != null) {
      return;
    }
    switch (event.getKind()) {
      case TICKET_ISSUED,
          TICKET_CALLED,
          TICKET_NO_SHOW,
          TICKET_TRANSFERRED,
          TICKET_HELD,
          TICKET_RESUMED,
          TICKET_CANCELLED,
          SERVICE_STARTED,
          SERVICE_ENDED,
          RATING_SUBMITTED ->
          applyTicket(event);
      case NOTICE_ISSUED, NOTICE_SIGNED, NOTICE_VIEWED -> {
        notices.put(event.getNoticeId(), notice(event));
        if (event.getKind() == EventKind.NOTICE_ISSUED) {
          count(event.getCounterId(), event.getStaffId(), Tally.ofNotice());
        }
      }
      case DEVICE_FAULT -> faults.add(event.getCode() + " " + event.getDetail());
      default -> applyPost(event);
    }
  }

  private void applyPost(Event event) {
    var counter = event.getCounterId();
    if (counter == null) {
      return;
    }
    var mark = Mark.of(event, absent);
    if (mark != null) {
      marks(counter).add(mark);
    }
    var post = post(counter);
    switch (event.getKind()) {
      case STAFF_SIGNED_IN -> posts.put(counter, post.withStaff(event.getStaffId()));
      case STAFF_SIGNED_OUT -> posts.put(counter, post.withStaff(null));
      case COUNTER_OPENED -> posts.put(counter, post.in(Post.State.OPEN, event.getTime(), null));
      case COUNTER_PAUSED ->
          posts.put(counter, post.in(Post.State.PAUSED, event.getTime(), event.getReason()));
      case COUNTER_CLOSED -> posts.put(counter, post.in(Post.State.CLOSED, event.getTime(), null));
      case PAUSE_APPROVED -> {
        posts.put(counter, post.pausedUntil(event.getUntil()));
        marks(counter).addAll(Pause.marks(event, days));
      }
      default -> {
        // Cameras and heartbeats change no counter.
      }
    }
  }

  private void applyTicket(Event event) {
    var id = event.getTicketId();
    var before = tickets.get(id);
    var after = traced(with(event));
    tickets.put(id, after);
    if (before != null && before.status() == TicketStatus.WAITING) {
      line(before.ticket().queueId()).remove(InLine.of(before));
    }
    if (after.status() == TicketStatus.WAITING) {
      line(after.ticket().queueId()).add(InLine.of(after));
    }
    switch (event.getKind()) {
      case TICKET_ISSUED -> number(event.getTicketNo());
      case TICKET_CALLED -> {
        if (after.calls() == 1) {
          count(event.getCounterId(), event.getStaffId(), Tally.ofCall());
        }
      }
      case TICKET_NO_SHOW ->
          count(event.getCounterId(), after.ticket().staffId(), Tally.ofNoShow());
      case SERVICE_ENDED -> served(event, after);
      case RATING_SUBMITTED -> rated(event, after);
      default -> {
        // Nothing is counted.
      }
    }
  }

  private HallTicket traced(HallTicket ticket) {
    var all = TicketTrace.of(ticket.ticket(), days).marks();
    for (var at : all.subList(ticket.marks(), all.size())) {
      if (!at.place().isQueue()) {
        marks(at.place().id()).add(at.mark());
      }
    }
    return new HallTicket(ticket.issue(), ticket.history(), ticket.ticket(), all.size());
  }

  private void served(Event event, HallTicket ticket) {
    var services = ticket.ticket().services();
    var service = services.get(services.size() - 1);
    if (ticket.status() != TicketStatus.ENDED) {
      return;
    }
    count(service.counterId(), service.startStaff(), Tally.ofService(service.handled()));
    var token = ticket.issue().getVisitorToken();
    if (token != null && !"ABANDONED".equals(event.getOutcome())) {
      visitors.remove(token);
      visitors.put(
          token,
          new Visited(
              event.getTime(),
              ticket.id(),
              ticket.ticket().itemCode(),
              service.startStaff(),
              service.counterId(),
              0));
    }
  }

  private void rated(Event event, HallTicket ticket) {
    count(event.getCounterId(), ticket.ticket().staffId(), Tally.ofRating(event.getLevel()));
    var token = ticket.issue().getVisitorToken();
    var visited = token == null ? null : visitors.get(token);
    if (visited != null && visited.ticketId().equals(ticket.id())) {
      visitors.put(token, visited.rated(event.getLevel()));
    }
  }

  private void count(@Nullable String counterId, @Nullable String staffId, Tally more) {
    if (counterId != null) {
      countersToday.merge(counterId, more, Tally::plus);
    }
    if (staffId != null) {
      clerksToday.merge(staffId, more, Tally::plus);
    }
  }

  private void number(@Nullable String ticketNo) {
    if (ticketNo != null && ticketNo.matches("[A-Z]{1,2}[0-9]{3}")) {
      var letter = ticketNo.substring(0, ticketNo.length() - 3);
      numbers.merge(letter, Integer.parseInt(ticketNo.substring(letter.length())), Math::max);
    }
  }

  private void beginDay(long next) {
    day = next;
    tickets.values().removeIf(this::isOver);
    lines.values().forEach(line -> line.removeIf(each -> !tickets.containsKey(each.ticketId())));
    notices.clear();
    numbers.clear();
    countersToday.clear();
    clerksToday.clear();
    marks.clear();
    faults.removeIf(fault -> !fault.startsWith("SPOOL"));
    long start = days.start(day);
    appointments.values().removeIf(taken -> taken < start - TimeUnit.DAYS.toMicros(KEPT_DAYS));
    visitors.values().removeIf(visited -> visited.time() < start - REMEMBERED);
    signatures.values().removeIf(signed -> signed.time() < start - REMEMBERED);
  }

  private boolean isOver(HallTicket ticket) {
    return ticket.ticket().isOver()
        || ticket.status() == TicketStatus.NO_SHOW
        || days.of(ticket.issue().getTime()) < day - KEPT_DAYS;
  }

  private Set<InLine> line(String queueId) {
    return lines.computeIfAbsent(queueId, id -> new TreeSet<>());
  }

  private List<Mark> marks(String counterId) {
    return marks.computeIfAbsent(counterId, id -> new ArrayList<>());
  }

  public @Nullable HallTicket ticket(String ticketId) {
    return tickets.get(ticketId);
  }

  public Collection<HallTicket> tickets() {
    return Collections.unmodifiableCollection(tickets.values());
  }

  /** Who waits in a queue, in the order of calls. */
  public List<HallTicket> waiting(String queueId) {
    var waiting = new ArrayList<HallTicket>();
    for (var each : lines.getOrDefault(queueId, new TreeSet<>())) {
      var ticket = tickets.get(each.ticketId());
      if (ticket != null) {
        waiting.add(ticket);
      }
    }
    return waiting;
  }

  public int waitingIn(String queueId) {
    return lines.getOrDefault(queueId, new TreeSet<>()).size();
  }

  public Post post(String counterId) {
    return posts.getOrDefault(counterId, Post.CLOSED);
  }

  public Map<String, Post> posts() {
    return Collections.unmodifiableMap(posts);
  }

  /** The last number given to a letter today, 0 for none. */
  public int lastNumber(String letter) {
    return numbers.getOrDefault(letter, 0);
  }

  public @Nullable Visited visited(String visitorToken) {
    return visitors.get(visitorToken);
  }

  public Tally counterToday(String counterId) {
    return countersToday.getOrDefault(counterId, Tally.NONE);
  }

  public Tally clerkToday(String staffId) {
    return clerksToday.getOrDefault(staffId, Tally.NONE);
  }

  /** What tells of a counter's post today. */
  public List<Mark> evidence(String counterId) {
    return List.copyOf(marks.getOrDefault(counterId, List.of()));
  }

  public boolean isTaken(String appointmentId) {
    return appointments.containsKey(appointmentId);
  }

  /** The consents that withdrawals end; empty once that has been written. */
  public List<Note> endedBy(List<Withdrawal> withdrawals) {
    return consents.values().stream()
        .filter(consent -> withdrawals.stream().anyMatch(each -> each.ends(consent)))
        .toList();
  }

  public @Nullable Note consent(String id) {
    return consents.get(id);
  }

  public @Nullable NoticeHistory notice(String noticeId) {
    return notices.get(noticeId);
  }

  /** SHA-256 (hex) of what was kept when a notice was signed; null once it is longer ago. */
  public @Nullable String sealOf(String noticeId) {
    var signed = signatures.get(noticeId);
    return signed == null ? null : signed.about();
  }

  public Collection<NoticeHistory> notices() {
    return Collections.unmodifiableCollection(notices.values());
  }

  /** Whether this fault was told, since its day began. */
  public boolean isTold(String code, String detail) {
    return faults.contains(code + " " + detail);
  }

  /** The local day, days since 1970-01-01. */
  public long day() {
    return day;
  }

  /** The newest time of an event, microseconds. */
  public long time() {
    return time;
  }

  public LocalDays days() {
    return days;
  }

  /** All of it, to tell whether two are equal. */
  Map<String, Object> picture() {
    var folded = new TreeMap<String, Object>();
    tickets.forEach(
        (id, ticket) -> folded.put(id, List.of(ticket.history(), ticket.status(), ticket.marks())));
    var waiting = new TreeMap<String, Object>();
    lines.forEach(
        (queue, line) -> {
          if (!line.isEmpty()) {
            waiting.put(queue, List.copyOf(line));
          }
        });
    var all = new TreeMap<String, Object>();
    all.put("tickets", folded);
    all.put("lines", waiting);
    all.put("posts", Map.copyOf(posts));
    all.put("numbers", Map.copyOf(numbers));
    all.put("notices", Map.copyOf(notices));
    all.put("visitors", Map.copyOf(visitors));
    all.put("counters", Map.copyOf(countersToday));
    all.put("clerks", Map.copyOf(clerksToday));
    all.put("marks", Map.copyOf(marks));
    all.put("appointments", Map.copyOf(appointments));
    all.put("consents", Map.copyOf(consents));
    all.put("signatures", Map.copyOf(signatures));
    all.put("faults", Set.copyOf(faults));
    all.put("time", List.of(day, time));
    return all;
  }
}
