package io.hallpulse.domain.hall;

import io.hallpulse.domain.alarm.Acknowledgement;
import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.alarm.AlarmBook;
import io.hallpulse.domain.hall.HallMemory.Refusal;
import io.hallpulse.domain.live.HallBoard;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.ticket.JudgedRating.Flag;
import io.hallpulse.domain.time.HallClock;
import io.hallpulse.domain.time.SourceState;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.fact.RatingFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The alarms of a hall: looks at what the others know, once a second of the hall's time. */
final class AlarmDesk {
  private static final long SECOND = TimeUnit.SECONDS.toMicros(1);

  /** A hall whose time stands still is looked at, too. */
  private static final long STANDING = 5 * SECOND;

  /** A program that has just started reads what it has missed; that soon is not late. */
  private static final long GRACE = 60 * SECOND;

  /** An acknowledgement may come before its alarm is raised again, when all is folded anew. */
  private static final long WAITS = TimeUnit.MINUTES.toMicros(10);

  /** What makes a rating suspect; the other flags are of visitors. */
  private static final Set<String> SUSPECT = Set.of(Flag.BURST.key(), Flag.OWN_DEVICE.key());

  private static final String LEDGER = "ledger_";

  private final String hallId;
  private final Reference reference;
  private final HallMemory memory;
  private final HallBoard board;
  private final LiveIndex live;
  private final long startedAt;
  private final AlarmBook book;
  private long lookedAt = HallClock.UNSET;
  private long lookedNow;
  private long staleSince = Alarm.NEVER;
  private boolean isAsked;

  AlarmDesk(
      String hallId,
      Reference reference,
      HallMemory memory,
      HallBoard board,
      LiveIndex live,
      long startedAt,
      long revisionsFrom) {
    this.hallId = hallId;
    this.reference = reference;
    this.memory = memory;
    this.board = board;
    this.live = live;
    this.startedAt = startedAt;
    var known = new ArrayList<Alarm>();
    memory.alarms().entries().forEach(entry -> known.add(entry.getValue()));
    this.book = new AlarmBook(known, revisionsFrom);
  }

  void acknowledge(Event event) {
    if (event.getAlarmId().startsWith(LEDGER)) {
      return; // the reconciler's, which hears of it by itself
    }
    var key = event.getSource() + "/" + event.getEpoch() + "/" + event.getSeq();
    memory.acknowledgements().put(key, Acknowledgement.of(event));
    isAsked = true;
  }

  void fault(Event event) {
    var detail = event.getDetail();
    say(
        new Matter(
            Matter.Kind.FAULT.name(),
            "device",
            event.getDeviceId(),
            event.getTime(),
            event.getTime(),
            null,
            null,
            detail == null ? event.getCode() : event.getCode() + ": " + detail));
  }

  void tampered(Event event) {
    var ticket = event.getTicketId();
    say(
        new Matter(
            Matter.Kind.TAMPERED.name(),
            "ticket",
            ticket,
            event.getTime(),
            event.getTime(),
            null,
            ticket,
            null));
  }

  /** A rating as it is written: what is to be put right, and what is suspect. */
  void rated(RatingFact fact) {
    long given = EventJson.micros(fact.givenAt());
    boolean isOver = fact.closedAt() != null || fact.appealUpheldAt() != null;
    await(Matter.Kind.CONTACT, fact, isOver || fact.contactedAt() != null, fact.contactDue());
    await(Matter.Kind.RECTIFICATION, fact, isOver, fact.closeDue());
    var flags = fact.flags().stream().filter(SUSPECT::contains).toList();
    var counter = fact.counterId();
    if (!flags.isEmpty() && counter != null) {
      say(
          new Matter(
              Matter.Kind.SUSPECT.name(),
              "counter",
              counter,
              given,
              given,
              counter,
              fact.ticketId(),
              String.join(", ", flags)));
    }
  }

  /** What is to be done about a rating by a time, unless it has been. */
  private void await(Matter.Kind kind, RatingFact fact, boolean isDone, @Nullable Instant due) {
    long given = EventJson.micros(fact.givenAt());
    var matter =
        new Matter(
            kind.name(),
            "rating",
            fact.ratingId(),
            given,
            due == null ? given : EventJson.micros(due),
            fact.counterId(),
            fact.ticketId(),
            null);
    if (due != null && !isDone) {
      memory.matters().put(matter.key(), matter);
    } else {
      memory.matters().remove(matter.key());
    }
  }

  private void say(Matter matter) {
    memory.matters().put(matter.key(), matter.and(memory.matters().get(matter.key())));
  }

  boolean isDue(long hallTime, long now) {
    return lookedAt == HallClock.UNSET
        || hallTime - lookedAt >= SECOND
        || now - lookedNow >= STANDING
        || isAsked;
  }

  /**
   * Looks, and tells what has become of alarms.
   *
   * @param sources timekeepers by source/epoch
   * @param now server's clock
   */
  void look(HallProgress progress, Map<String, SourceState> sources, long now, HallOutput out) {
    long hallTime = progress.hallTime();
    lookedAt = hallTime;
    lookedNow = now;
    isAsked = false;
    var rules = reference.rules(progress.district(), hallTime).alarms();
    var findings = new Findings(hallId, rules, hallTime, book::isOpen);
    findings.scores(live.shown());
    findings.queues(board.queuesNow());
    findings.counters(live, board.queuesNow(), reference);
    findings.sources(sources, now, startedAt);
    if (isStale(now - hallTime, now, TimeUnit.MINUTES.toMicros(rules.staleMinutes()))) {
      findings.stale(now - hallTime);
    }
    matters(findings);
    var acknowledgements = new ArrayList<Acknowledgement>();
    memory.acknowledgements().entries().forEach(entry -> acknowledgements.add(entry.getValue()));
    var days = reference.days(progress.district());
    for (var change : book.look(findings.all(), acknowledgements, rules, hallTime)) {
      var after = change.after();
      if (after == null) {
        memory.alarms().remove(change.cause());
        continue;
      }
      memory.alarms().put(change.cause(), after);
      if (change.isTold()) {
        out.alert(after.fact(progress.district(), hallId, days), progress.folded(), hallTime);
      }
    }
    settle(acknowledgements, hallTime);
  }

  private boolean isStale(long behind, long now, long limit) {
    if (behind <= limit) {
      staleSince = Alarm.NEVER;
      return false;
    }
    staleSince = Math.min(staleSince, now);
    return now - staleSince >= GRACE;
  }

  private void matters(Findings findings) {
    var over = new ArrayList<String>();
    for (var entry : memory.matters().entries()) {
      if (!findings.matter(entry.getValue())) {
        over.add(entry.getKey());
      }
    }
    over.forEach(memory.matters()::remove);
  }

  /** What is heard is done; what nobody can place is refused after a while. */
  private void settle(List<Acknowledgement> acknowledgements, long hallTime) {
    for (var by : acknowledgements) {
      var key = by.source() + "/" + by.epoch() + "/" + by.seq();
      boolean isPlaced = book.find(by.alarmId()).isPresent();
      if (isPlaced || hallTime - by.at() > WAITS) {
        memory.acknowledgements().remove(key);
      }
      if (!isPlaced && hallTime - by.at() > WAITS) {
        memory.refusals().put(key, refusal(by));
      }
    }
  }

  private static Refusal refusal(Acknowledgement by) {
    return new Refusal(
        by.source(),
        by.epoch(),
        by.seq(),
        by.at(),
        EventKind.ALARM_ACKNOWLEDGED.name(),
        by.alarmId(),
        "alarm is not known in this hall");
  }
}
