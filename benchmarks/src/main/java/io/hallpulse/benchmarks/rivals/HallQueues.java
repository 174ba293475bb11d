package io.hallpulse.benchmarks.rivals;

import io.hallpulse.domain.hall.HallRules;
import io.hallpulse.domain.live.HallBoard;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.Leg;
import io.hallpulse.domain.ticket.Names;
import io.hallpulse.domain.ticket.Ticket;
import io.hallpulse.domain.ticket.TicketHistory;
import io.hallpulse.domain.ticket.TicketMove;
import io.hallpulse.domain.time.HallClock;
import io.hallpulse.domain.time.SourceState;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.live.LiveQueue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The waits and the live queues of one hall by the product's own rules, for an engine that keeps
 * its state. The board is never kept: it is built from the tickets' histories.
 */
final class HallQueues {
  private static final HallRules RULES = HallRules.defaults();

  private final Reference reference = new Reference();
  private final Names names = new Names();
  private final Memory memory;
  private final boolean keepsFolds;
  private final HallBoard board;
  private final HallClock clock;
  private final Map<String, Ticket> folds = new HashMap<>();
  private SourceState source = SourceState.unknown();
  private long hallTime = HallClock.UNSET;
  private long folded;

  /** What the engine keeps of the hall, and where waits go. */
  interface Memory {
    @Nullable SourceState source();

    void keep(SourceState source);

    @Nullable TicketHistory ticket(String id);

    Iterable<TicketHistory> tickets();

    void keep(TicketHistory history);

    void tell(Wait wait);
  }

  /**
   * Goes on where memory has ended.
   *
   * @param keepsFolds whether folded tickets stay in memory, as in the hall job, beside histories
   */
  HallQueues(String hallId, long startedAt, Memory memory, boolean keepsFolds) {
    this.memory = memory;
    this.keepsFolds = keepsFolds;
    board =
        new HallBoard(
            hallId,
            reference,
            RULES.liveMinutes(),
            TimeUnit.SECONDS.toMicros(RULES.serviceLevelSeconds()));
    clock = new HallClock(TimeUnit.SECONDS.toMicros(RULES.idleSeconds()), startedAt);
    var known = memory.source();
    if (known != null) {
      source = known;
      pass(known.progress());
    }
  }

  private Ticket fold(TicketHistory history) {
    return Ticket.fold(history, reference.days(QueueDay.DISTRICT), RULES.maxCalls());
  }

  /** Takes in what of a batch is new. */
  void accept(EventBatch batch, long now) {
    var events = batch.getEvents();
    long first = batch.getFirstSeq();
    if (events.isEmpty()) {
      return;
    }
    if (hallTime == HallClock.UNSET) {
      pass(events.get(0).getTime()); // before its tickets are counted
    }
    long latest = source.progress();
    for (int i = 0; i < events.size(); i++) {
      if (!source.seen().has(first + i)) {
        var event = events.get(i);
        latest = Math.max(latest, event.getTime());
        folded++;
        if (event.getTicketId() != null) {
          take(event);
        }
      }
    }
    source = new SourceState(source.seen().with(first, first + events.size()), latest, now, 0);
    memory.keep(source);
  }

  private void take(Event event) {
    var id = event.getTicketId();
    var known = memory.ticket(id);
    var history =
        (known == null ? TicketHistory.of(id, 0) : known).with(TicketMove.of(event, 0, names));
    var before = known == null ? null : folded(known);
    var ticket = before == null ? fold(history) : before.after(history);
    if (keepsFolds) {
      folds.put(id, ticket);
    }
    board.replace(id, before, ticket);
    tell(id, before == null ? List.of() : before.legs(), ticket.legs());
    memory.keep(history);
  }

  private Ticket folded(TicketHistory history) {
    var known = folds.get(history.ticketId());
    return known == null ? fold(history) : known;
  }

  private void tell(String id, List<Leg> before, List<Leg> after) {
    for (int i = 0; i < after.size(); i++) {
      var leg = after.get(i);
      if (leg.isCalled() && (i >= before.size() || !before.get(i).isCalled())) {
        memory.tell(new Wait(id, leg.queueId(), leg.start(), leg.calledAt()));
      }
    }
  }

  /** Shows the queues that have changed. */
  void tick(long now, Consumer<LiveQueue> out) {
    pass(clock.advance(hallTime, List.of(source), now));
    board.show(folded, queue -> null, out, counter -> {});
  }

  private void pass(long time) {
    hallTime = time;
    if (board.passTo(time, QueueDay.DISTRICT)) {
      memory.tickets().forEach(known -> board.replace(known.ticketId(), null, folded(known)));
    }
  }
}
