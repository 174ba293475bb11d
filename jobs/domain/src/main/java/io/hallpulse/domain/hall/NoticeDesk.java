package io.hallpulse.domain.hall;

import static io.hallpulse.domain.notice.NoticeHistory.NEVER;

import io.hallpulse.domain.health.Cards;
import io.hallpulse.domain.health.Mark;
import io.hallpulse.domain.health.Place;
import io.hallpulse.domain.health.TicketTrace.At;
import io.hallpulse.domain.notice.Notice;
import io.hallpulse.domain.notice.NoticeHistory;
import io.hallpulse.domain.notice.NoticeHistory.Timeliness;
import io.hallpulse.domain.notice.NoticeMove;
import io.hallpulse.domain.notice.NoticeRow;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.Counted;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.fact.NoticeFact;
import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.schemas.reference.ReferenceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The one-time notices of a hall: folds their events, deals cards for second ones, writes rows. */
final class NoticeDesk {
  private static final Digest<NoticeFact> DIGEST = new Digest<>(LakeTables.NOTICES);
  private static final Set<ReferenceType> JUDGING =
      Set.of(ReferenceType.RULESET, ReferenceType.CALENDAR);

  private final String hallId;
  private final Reference reference;
  private final HallMemory memory;
  private final HealthDesk health;
  private final TicketDesk tickets;
  private final long retention;
  private final long revisionsFrom;
  private final Schedule looks = new Schedule();
  private final Schedule drops = new Schedule();

  /** Ids of issued notices by what they are of. */
  private final Map<String, Set<String>> byMatter = new HashMap<>();

  private final Map<String, Set<String>> byTicket = new HashMap<>();
  private int judgedBy;

  NoticeDesk(
      String hallId,
      HallRules rules,
      Reference reference,
      HallMemory memory,
      HealthDesk health,
      TicketDesk tickets,
      long revisionsFrom) {
    this.hallId = hallId;
    this.reference = reference;
    this.memory = memory;
    this.health = health;
    this.tickets = tickets;
    this.retention = TimeUnit.DAYS.toMicros(rules.retentionDays());
    this.revisionsFrom = revisionsFrom;
    this.judgedBy = reference.changes();
  }

  /** After a restart: plans what is not written, and finds again what belongs together. */
  void restore(String district) {
    for (var entry : memory.notices().entries()) {
      var history = entry.getValue();
      index(history.noticeId(), Notice.fold(history).issue());
      plan(history, district);
    }
  }

  /**
   * Takes an event of a notice in; false if the notice's state was dropped long ago.
   *
   * @param progress how far its source has come
   */
  boolean take(Event event, long progress) {
    var id = event.getNoticeId();
    var district = event.getDistrict();
    var known = memory.notices().get(id);
    if (known == null && !health.isKept(event.getTime(), progress, district)) {
      return false;
    }
    var history = known == null ? NoticeHistory.of(id, revisionsFrom) : known;
    var before = Notice.fold(history).issue();
    history = history.with(NoticeMove.of(event, revisionsFrom));
    var after = Notice.fold(history).issue();
    history = Objects.equals(before, after) ? history : history.told(Timeliness.UNKNOWN);
    memory.notices().put(id, history);
    lookBy(history, event.getTime(), district);
    if (!Objects.equals(before, after)) {
      reissue(id, before, after, Cause.of(event), district);
    }
    return true;
  }

  private void reissue(
      String id,
      @Nullable NoticeMove before,
      @Nullable NoticeMove after,
      Cause cause,
      String district) {
    var matters = new TreeSet<String>();
    if (before != null) {
      forget(id, before);
      presence(before).forEach(at -> health.unhear(at, district, cause));
      matters.add(matter(before));
    }
    if (after != null) {
      index(id, after);
      presence(after).forEach(at -> health.hear(at, district, cause));
      matters.add(matter(after));
    }
    count(id, List.of(), cause, district);
    matters.forEach(matter -> deal(matter, cause, district));
  }

  private void index(String id, @Nullable NoticeMove issue) {
    if (issue == null) {
      return;
    }
    byMatter.computeIfAbsent(matter(issue), first -> new TreeSet<>()).add(id);
    if (issue.ticketId() != null) {
      byTicket.computeIfAbsent(issue.ticketId(), first -> new TreeSet<>()).add(id);
    }
  }

  private static String matter(NoticeMove issue) {
    return Objects.requireNonNull(issue.matterId());
  }

  /** Who tells a visitor what is missing is there. */
  private static List<At> presence(NoticeMove issue) {
    return issue.counterId() == null
        ? List.of()
        : List.of(
            new At(
                Place.counter(issue.counterId()),
                new Mark(
                    issue.time(),
                    issue.source(),
                    issue.epoch(),
                    issue.seq(),
                    Mark.Kind.ACTION,
                    null)));
  }

  /** Every further notice of a matter is a warning of its counter. */
  private void deal(String matter, Cause cause, String district) {
    var order = ofMatter(matter);
    for (int i = 0; i < order.size(); i++) {
      var issued = order.get(i);
      var counter = issued.move().counterId();
      count(
          issued.id(),
          i == 0 || counter == null
              ? List.of()
              : List.of(warning(counter, issued.move(), district)),
          cause,
          district);
      lookBy(Objects.requireNonNull(memory.notices().get(issued.id())), cause.time(), district);
    }
  }

  private Counted warning(String counter, NoticeMove issue, String district) {
    var days = reference.days(district);
    long midnight = days.start(days.of(issue.time()));
    return new Counted(Place.counter(counter).key(), midnight, Cards.WARNING.key(), 0);
  }

  private void count(String id, List<Counted> counted, Cause cause, String district) {
    var history = Objects.requireNonNull(memory.notices().get(id), id);
    if (!history.counted().equals(counted)) {
      health.count(history.counted(), counted, district, cause);
      memory.notices().put(id, history.counting(counted));
    }
  }

  private record Issued(String id, NoticeMove move) {}

  private List<Issued> ofMatter(String matter) {
    var order = new ArrayList<Issued>();
    for (var id : byMatter.getOrDefault(matter, Set.of())) {
      var history = Objects.requireNonNull(memory.notices().get(id), id);
      order.add(new Issued(id, Objects.requireNonNull(Notice.fold(history).issue(), id)));
    }
    order.sort(Comparator.comparing(Issued::move, NoticeMove.FOLD_ORDER));
    return order;
  }

  /** Something has changed about a ticket at a time, perhaps when it was served. */
  void follow(String ticketId, long time, String district) {
    for (var id : byTicket.getOrDefault(ticketId, Set.of())) {
      lookBy(Objects.requireNonNull(memory.notices().get(id), id), time, district);
    }
  }

  private void lookBy(NoticeHistory history, long time, String district) {
    var sooner = judged(history, district).lookingAt(Math.min(history.lookAt(), time));
    memory.notices().put(history.noticeId(), sooner);
    plan(sooner, district);
  }

  private void plan(NoticeHistory history, String district) {
    if (history.lookAt() != NEVER) {
      looks.plan(history.lookAt(), history.noticeId(), source(history));
    } else {
      drops.plan(dropAt(history, district), history.noticeId(), source(history));
    }
  }

  /** When corrections are no longer taken: a matter's notices are kept together. */
  private long dropAt(NoticeHistory history, String district) {
    var days = reference.days(district);
    long latest = first(history).time();
    var issue = Notice.fold(history).issue();
    if (issue != null) {
      for (var other : ofMatter(matter(issue))) {
        latest = Math.max(latest, other.move().time());
      }
    }
    return days.end(days.of(latest)) + retention;
  }

  /** In whose time it settles: the source that issued it, else that of its first event. */
  private static String source(NoticeHistory history) {
    return first(history).source() + "/" + first(history).epoch();
  }

  private static NoticeMove first(NoticeHistory history) {
    for (var move : history.moves()) {
      if (move.kind() == EventKind.NOTICE_ISSUED) {
        return move;
      }
    }
    return history.moves().get(0);
  }

  /**
   * Writes what is due.
   *
   * @param timeOf the time of a source
   * @param ownTimeOf how far a source itself has come
   * @return by how much the number of refused events has changed
   */
  long settle(
      ToLongFunction<String> timeOf,
      ToLongFunction<String> ownTimeOf,
      String district,
      HallOutput out) {
    judgeAnew(district);
    var refused = new long[1];
    looks.takeDue(
        timeOf,
        (id, source, planned, time) -> {
          var history = memory.notices().get(id);
          if (history != null && history.lookAt() == planned && source(history).equals(source)) {
            refused[0] += settle(history, time, district, out);
          }
        });
    drops.takeDue(
        ownTimeOf,
        (id, source, planned, time) -> {
          var history = memory.notices().get(id);
          if (history == null || history.lookAt() != NEVER || !source(history).equals(source)) {
            return;
          }
          long dropAt = dropAt(history, district);
          if (dropAt > planned) {
            drops.plan(dropAt, id, source);
          } else {
            drop(history);
          }
        });
    return refused[0];
  }

  private long settle(NoticeHistory known, long time, String district, HallOutput out) {
    long refused = 0;
    var history = known;
    var notice = Notice.fold(history);
    long next = NEVER;
    var listed = new RefusedRow(hallId, district, reference);
    for (int i = 0; i < history.moves().size(); i++) {
      var move = history.moves().get(i);
      var reason = notice.refusal(i);
      if (move.time() > time) {
        next = Math.min(next, move.time());
      } else if ((reason != null) != (move.listed() % 2 == 1)) {
        out.refused(
            listed.of(
                move.source(),
                move.epoch(),
                move.seq(),
                move.time(),
                move.kind().name(),
                history.noticeId(),
                reason,
                move.listed() + 1));
        refused += reason == null ? -1 : 1;
        history = history.listing(i);
      }
    }
    var issue = notice.issue();
    if (issue != null && issue.time() <= time) {
      history = write(history, notice, district, out);
    }
    history = history.lookingAt(next);
    memory.notices().put(history.noticeId(), history);
    plan(history, district);
    return refused;
  }

  private NoticeHistory write(NoticeHistory known, Notice notice, String district, HallOutput out) {
    var history = judged(known, district);
    var order = ofMatter(notice.matterId()).stream().map(Issued::id).toList();
    var fact =
        NoticeRow.of(
            history.noticeId(),
            notice,
            history.timeliness(),
            order.indexOf(history.noticeId()) + 1,
            district,
            hallId,
            reference,
            history.revision() + 1);
    long digest = DIGEST.of(fact);
    if (digest == history.written()) {
      return history;
    }
    out.notice(fact);
    return history.writing(digest);
  }

  /** Whether it was told in time is remembered, since its ticket may be forgotten before it. */
  private NoticeHistory judged(NoticeHistory history, String district) {
    var issue = Notice.fold(history).issue();
    var ticket =
        issue == null || issue.ticketId() == null ? null : tickets.find(issue.ticketId(), district);
    return issue == null || ticket == null
        ? history
        : history.told(NoticeRow.timeliness(issue, ticket, district, reference));
  }

  private void drop(NoticeHistory history) {
    var id = history.noticeId();
    memory.notices().remove(id);
    var issue = Notice.fold(history).issue();
    if (issue == null) {
      return;
    }
    forget(id, issue);
  }

  private void forget(String id, NoticeMove issue) {
    forget(byMatter, matter(issue), id);
    if (issue.ticketId() != null) {
      forget(byTicket, issue.ticketId(), id);
    }
  }

  private static void forget(Map<String, Set<String>> index, String of, String id) {
    index.computeIfPresent(
        of,
        (name, ids) -> {
          ids.remove(id);
          return ids.isEmpty() ? null : ids;
        });
  }

  /** Deadlines may have moved. */
  private void judgeAnew(String district) {
    if (judgedBy == reference.changes()) {
      return;
    }
    long from = reference.changedSince(judgedBy, JUDGING);
    judgedBy = reference.changes();
    if (from == Long.MAX_VALUE) {
      return;
    }
    var all = new ArrayList<NoticeHistory>();
    memory.notices().entries().forEach(entry -> all.add(entry.getValue()));
    all.forEach(history -> lookBy(history, Long.MIN_VALUE, district));
  }
}
