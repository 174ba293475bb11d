package io.hallpulse.agent.web;

import io.hallpulse.agent.hall.DeskCommands;
import io.hallpulse.agent.hall.HallTicket;
import io.hallpulse.agent.hall.Post;
import io.hallpulse.domain.ticket.TicketStatus;
import io.hallpulse.schemas.reference.Roster;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a clerk sees. */
record DeskState(
    long revision,
    String now,
    Shown.Uplink uplink,
    String counterId,
    String counterNumber,
    String unitId,
    String unitName,
    @Nullable String staffId,
    String state,
    Shown.@Nullable Ticket current,
    List<Shown.Ticket> held,
    List<Shown.Ticket> recallable,
    List<Line> lines,
    List<Shown.Item> items,
    List<Target> transferTo,
    Hall.@Nullable Draft draft,
    Shown.@Nullable NoticeSheet notice,
    @Nullable Pause pause,
    List<Session> roster,
    Own figures,
    List<String> may)
    implements Streams.State {
  private static final int NEXT = 5;
  private static final int CALLS = 3;

  record Line(
      String queueId,
      String letter,
      int waiting,
      @Nullable Double longestWaitMinutes,
      List<Shown.Ticket> next) {}

  record Target(String queueId, String letter, String unitName, int waiting) {}

  record Pause(String from, @Nullable String until, @Nullable String reason) {}

  record Session(String start, String end, String staffId) {
    static Session of(Roster roster) {
      return new Session(roster.start(), roster.end(), roster.staffId());
    }
  }

  record Own(
      int called,
      int served,
      int noShow,
      int notices,
      int rated,
      int good,
      @Nullable Double meanHandlingMinutes) {}

  static DeskState of(String counterId, Hall hall) {
    var state = hall.state();
    var directory = hall.directory();
    var counter = directory.counter(counterId);
    long now = hall.keeper.now();
    var post = state.post(counterId);
    var staff = post.staffId();
    var desk = new DeskCommands(state, directory, counterId, now);
    var current = desk.currentIfAny();
    var held = new ArrayList<Shown.Ticket>();
    var recallable = new ArrayList<Shown.Ticket>();
    for (var ticket : state.tickets()) {
      if (ticket.status() == TicketStatus.HELD && ticket.isAt(counterId)) {
        held.add(Shown.ticket(ticket, directory, staff));
      } else if (ticket.status() == TicketStatus.NO_SHOW
          && ticket.calls() < CALLS
          && counter.queueIds().contains(ticket.ticket().queueId())) {
        recallable.add(Shown.ticket(ticket, directory, staff));
      }
    }
    var lines = new ArrayList<Line>();
    for (var queueId : counter.queueIds()) {
      lines.add(line(queueId, hall, staff, now));
    }
    var items = new ArrayList<Shown.Item>();
    for (var queueId : counter.queueIds()) {
      for (var item : directory.itemsOf(directory.queue(queueId).unitId())) {
        var shown = Shown.item(item, directory, queueId);
        if (items.stream().noneMatch(other -> other.itemCode().equals(shown.itemCode()))) {
          items.add(shown);
        }
      }
    }
    var targets =
        directory.queues().stream()
            .filter(queue -> current == null || !queue.queueId().equals(current.ticket().queueId()))
            .map(
                queue ->
                    new Target(
                        queue.queueId(),
                        queue.letter(),
                        directory.unitName(queue.unitId()),
                        state.waitingIn(queue.queueId())))
            .toList();
    var notice = hall.shownNotices.get(counterId);
    return new DeskState(
        hall.keeper.revision(),
        Json.time(now),
        hall.uplink(),
        counterId,
        counter.number(),
        counter.unitId(),
        directory.unitName(counter.unitId()),
        staff,
        post.state().name(),
        current == null ? null : Shown.ticket(current, directory, staff),
        held,
        recallable,
        lines,
        items,
        targets,
        hall.drafts.get(counterId),
        notice == null || state.notice(notice) == null
            ? null
            : Shown.notice(notice, state, directory, hall.publicUrl),
        pause(post),
        directory.rosters(counterId, LocalDate.ofEpochDay(state.days().of(now))).stream()
            .map(Session::of)
            .toList(),
        own(staff, hall),
        may(post, current, desk, held));
  }

  private static Line line(String queueId, Hall hall, @Nullable String staff, long now) {
    var directory = hall.directory();
    var waiting = hall.state().waiting(queueId);
    double longest =
        waiting.stream().mapToLong(ticket -> now - ticket.waitingSince()).max().orElse(-1);
    return new Line(
        queueId,
        directory.queue(queueId).letter(),
        waiting.size(),
        waiting.isEmpty()
            ? null
            : Shown.tenths(Math.max(0, longest) / TimeUnit.MINUTES.toMicros(1)),
        waiting.stream().limit(NEXT).map(each -> Shown.ticket(each, directory, staff)).toList());
  }

  private static @Nullable Pause pause(Post post) {
    return post.state() != Post.State.PAUSED
        ? null
        : new Pause(
            Json.time(post.pausedFrom()), Json.timeIfAny(post.pausedUntil()), post.reason());
  }

  private static Own own(@Nullable String staff, Hall hall) {
    var tally = hall.state().clerkToday(staff == null ? "" : staff);
    return new Own(
        tally.called(),
        tally.served(),
        tally.noShow(),
        tally.notices(),
        tally.rated(),
        tally.good(),
        tally.served() == 0
            ? null
            : Shown.tenths(
                (double) tally.handled() / tally.served() / TimeUnit.MINUTES.toMicros(1)));
  }

  /** What the rules allow now, so that a page enables those buttons alone. */
  private static List<String> may(
      Post post, @Nullable HallTicket current, DeskCommands desk, List<Shown.Ticket> held) {
    if (post.staffId() == null) {
      return List.of("sign-in");
    }
    var may = new ArrayList<String>();
    may.add("tickets");
    if (post.state() == Post.State.OPEN) {
      may.add("pause");
    } else {
      may.add("open");
    }
    if (current == null) {
      if (held.isEmpty()) {
        may.add("sign-out");
      } else {
        may.add("resume");
      }
      if (post.state() == Post.State.OPEN) {
        if (desk.first() != null) {
          may.add("next");
        }
        may.add("call");
      }
      return may;
    }
    switch (current.status()) {
      case CALLED -> {
        may.addAll(List.of("start", "no-show", "transfer"));
        if (current.calls() < CALLS) {
          may.add("recall");
        }
      }
      case SERVING -> may.addAll(List.of("hold", "end", "transfer", "draft", "notice"));
      default -> may.add("transfer");
    }
    return may;
  }
}
