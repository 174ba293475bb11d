package io.hallpulse.domain.hall;

import io.hallpulse.domain.cases.CaseUpdate;
import io.hallpulse.domain.hall.HallMemory.PeopleSeen;
import io.hallpulse.domain.hall.HallMemory.Refusal;
import io.hallpulse.domain.live.CounterPost;
import io.hallpulse.domain.live.HallBoard;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.time.HallClock;
import io.hallpulse.domain.time.SourceState;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventFields;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.event.ServingSource;
import io.hallpulse.schemas.sentence.RefusalSentence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One hall: takes in batches, drops repeats, folds each event once and tells what follows from it.
 * Live job, back-fill, tests and benchmarks all run this class. Times are microseconds.
 */
public final class HallFold {
  private static final String BEYOND = RefusalSentence.BEYOND_RETENTION.of();

  private final HallMemory memory;
  private final HallClock clock;
  private final Reference reference;
  private final Map<String, SourceState> sources = new HashMap<>();

  /** Those of them whose progress tells how late it is in the hall. */
  private final Map<String, SourceState> timekeepers = new HashMap<>();

  private final HallBoard board;
  private final HealthDesk health;
  private final LiveIndex live;
  private final AlarmDesk alarms;
  private final TicketFacts facts;
  private final TicketDesk tickets;
  private final NoticeDesk notices;
  private final QueueDesk queues;
  private final ForecastDesk forecasts;
  private final LiveView view;
  private HallProgress progress;
  private final long retention;
  private boolean changed = true;
  private boolean begun;

  /**
   * @param memory what is known of the hall so far; after a restart this goes on where it ended
   * @param startedAt when this program started, server's clock
   */
  public HallFold(
      String hallId, HallRules rules, Reference reference, HallMemory memory, long startedAt) {
    this(hallId, rules, reference, memory, startedAt, 0);
  }

  /**
   * @param revisionsFrom the highest revision that rows may have which were written before memory
   *     began, even; only of importance if memory knows nothing of the hall
   */
  public HallFold(
      String hallId,
      HallRules rules,
      Reference reference,
      HallMemory memory,
      long startedAt,
      long revisionsFrom) {
    this.memory = memory;
    this.reference = reference;
    this.clock = new HallClock(TimeUnit.SECONDS.toMicros(rules.idleSeconds()), startedAt);
    this.board =
        new HallBoard(
            hallId,
            reference,
            rules.liveMinutes(),
            TimeUnit.SECONDS.toMicros(rules.serviceLevelSeconds()));
    this.retention = TimeUnit.DAYS.toMicros(rules.retentionDays());
    var known = memory.progress().get(HallMemory.ONLY);
    this.progress = known == null ? HallProgress.begin(revisionsFrom) : known;
    var books = new PlaceBooks(memory, progress.revisionsFrom());
    this.live = new LiveIndex(hallId, rules.liveMinutes(), reference, memory, books);
    this.health =
        new HealthDesk(hallId, rules, reference, memory, books, live, progress.revisionsFrom());
    this.alarms =
        new AlarmDesk(hallId, reference, memory, board, live, startedAt, progress.revisionsFrom());
    this.queues = new QueueDesk(hallId, rules, reference, memory, books, progress.revisionsFrom());
    this.forecasts = new ForecastDesk(hallId, rules, reference, memory, queues);
    this.view = new LiveView(hallId, board, forecasts);
    this.facts = new TicketFacts(hallId, reference, alarms, progress.revisionsFrom());
    this.tickets =
        new TicketDesk(
            hallId,
            rules,
            reference,
            memory,
            board,
            health,
            facts,
            books,
            queues,
            forecasts,
            progress.revisionsFrom());
    this.notices =
        new NoticeDesk(hallId, rules, reference, memory, health, tickets, progress.revisionsFrom());
    memory.sources().entries().forEach(entry -> know(entry.getKey(), entry.getValue()));
    if (progress.hallTime() != HallClock.UNSET) {
      tickets.restore(progress.district(), progress.hallTime());
      tickets.losses().forEach(counted -> live.count(counted, 1));
      health.restore(progress.district(), progress.hallTime());
      notices.restore(progress.district());
      queues.restore(progress.district());
      forecasts.restore(tickets.openById(), progress.district(), progress.hallTime());
    }
  }

  /**
   * Takes in a batch that {@link Batches#problem} finds nothing wrong with.
   *
   * @param arrived broker's time of the batch
   * @param now server's clock
   */
  public void accept(EventBatch batch, long arrived, long now, HallOutput out) {
    var key = batch.getSource() + "/" + batch.getEpoch();
    var source = sources.getOrDefault(key, SourceState.unknown());
    var events = batch.getEvents();
    long first = batch.getFirstSeq();
    boolean allNew = source.seen().isNew(first, first + events.size());
    progress = progress.taking(batch.getDistrict(), 0, 0, arrived);
    if (!begun) {
      // The first batch of a hall says how late it is there, before its tickets are counted.
      begin(events.isEmpty() ? now : events.get(0).getTime(), now);
    }
    int fresh = 0;
    long latest = source.progress();
    for (int i = 0; i < events.size(); i++) {
      if (allNew || !source.seen().has(first + i)) {
        fresh++;
        var event = events.get(i);
        latest = Math.max(latest, Math.min(event.getTime(), now));
        out.fresh(event, i);
        if (health.isKept(event.getTime(), latest, batch.getDistrict())) {
          health.meet(event.getTime(), key, batch.getDistrict());
        }
        fold(event, now, source, latest, out);
      }
    }
    if (!events.isEmpty()) {
      remember(
          key,
          new SourceState(
              source.seen().with(first, first + events.size()),
              latest,
              now,
              sources.getOrDefault(key, source).droppedThrough()));
    }
    progress = progress.taking(batch.getDistrict(), fresh, events.size() - fresh, arrived);
    keepProgress();
    changed = true;
  }

  private void begin(long time, long now) {
    begun = true;
    if (progress.hallTime() == HallClock.UNSET) {
      pass(Math.min(time, now));
    } else {
      pass(progress.hallTime());
    }
  }

  /**
   * @param sourceProgress how far the source has come with this event
   */
  private void fold(
      Event event, long now, SourceState source, long sourceProgress, HallOutput out) {
    if (event.getKind() == EventKind.UNKNOWN) {
      refuse(event, null, RefusalSentence.KIND_UNKNOWN.of());
      return;
    }
    var missing = EventFields.missing(event);
    if (missing.isPresent()) {
      refuse(event, event.getTicketId(), missing.get());
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
          RATING_SUBMITTED,
          RATING_APPEAL_UPHELD,
          RECTIFICATION_CONTACTED,
          RECTIFICATION_CLOSED,
          RATING_TAMPERED -> {
        if (!tickets.take(event, source, progress.hallTime(), now, out)) {
          refuse(event, event.getTicketId(), BEYOND);
        }
        notices.follow(event.getTicketId(), event.getTime(), event.getDistrict());
        if (event.getKind() == EventKind.RATING_TAMPERED) {
          alarms.tampered(event);
        }
      }
      case STAFF_SIGNED_IN,
          STAFF_SIGNED_OUT,
          COUNTER_OPENED,
          COUNTER_PAUSED,
          COUNTER_CLOSED,
          POST_OBSERVED ->
          post(event, Math.min(event.getTime(), now), sourceProgress);
      case QUEUE_OBSERVED -> seePeople(event, Math.min(event.getTime(), now));
      case CASE_OPENED, CASE_STEP, CASE_CLOSED ->
          out.caseUpdate(CaseUpdate.of(event, progress.revisionsFrom()));
      case PAUSE_APPROVED -> {
        var problem = health.pause(event, sourceProgress);
        if (problem != null) {
          refuse(event, event.getCounterId(), problem);
        } else {
          followCounter(event);
        }
      }
      case NOTICE_ISSUED, NOTICE_SIGNED, NOTICE_VIEWED -> {
        if (!notices.take(event, sourceProgress)) {
          refuse(event, event.getNoticeId(), BEYOND);
        }
      }
      case ALARM_ACKNOWLEDGED -> alarms.acknowledge(event);
      case DEVICE_FAULT -> alarms.fault(event);
      case HEARTBEAT -> {
        // They stand in hall.events; nothing of what is computed here depends on them.
      }
      case UNKNOWN -> throw new IllegalStateException("refused above");
    }
  }

  private void post(Event event, long time, long sourceProgress) {
    if (!health.isKept(event.getTime(), sourceProgress, event.getDistrict())) {
      refuse(event, event.getCounterId(), BEYOND);
      return;
    }
    health.hear(event);
    followCounter(event);
    var id = event.getCounterId();
    var before = memory.counters().get(id);
    var days = reference.days(event.getDistrict());
    var rules = reference.rules(event.getDistrict(), time).absent();
    var after =
        (before == null ? CounterPost.unknown() : before)
            .with(event, time, days, rules.leastConfidence());
    if (!after.equals(before)) {
      memory.counters().put(id, after);
      board.post(id, after);
    }
  }

  private void followCounter(Event event) {
    queues.hear(event);
    forecasts.hear(event, progress.hallTime());
  }

  private void seePeople(Event event, long time) {
    var known = memory.areas().get(event.getAreaId());
    if (known == null || known.time() <= time) {
      memory.areas().put(event.getAreaId(), new PeopleSeen(event.getPeople(), time));
    }
  }

  private void refuse(Event event, @Nullable String subject, String reason) {
    memory
        .refusals()
        .put(
            event.getSource() + "/" + event.getEpoch() + "/" + event.getSeq(),
            new Refusal(
                event.getSource(),
                event.getEpoch(),
                event.getSeq(),
                event.getTime(),
                event.getKind().name(),
                subject,
                reason));
  }

  /** Counts entries of the hall that could not be decoded. */
  public void unreadable(int entries) {
    progress = progress.withUnreadable(entries);
    keepProgress();
    changed = true;
  }

  /** Lets time pass: writes the facts that are due and shows what has changed. */
  public void tick(long now, HallOutput out) {
    long time = clock.advance(progress.hallTime(), timekeepers.values(), now);
    if (time == HallClock.UNSET) {
      return;
    }
    boolean passes = time != progress.hallTime();
    if (passes || !begun) {
      begun = true;
      pass(time);
      keepProgress();
    }
    settle(source -> timeOf(source, now), source -> ownTimeOf(source, now), now, out);
    listRefusals(progress.hallTime(), out);
    forecasts.show(progress.hallTime(), progress.district(), progress.folded(), now, out);
    if (view.isDue(progress.hallTime(), changed)) {
      view.show(progress, sources, clock, now, memory.areas().entries(), out);
      changed = false;
    }
    if (live.isDue(progress.hallTime())) {
      live.show(
          tickets::underWay, progress.district(), progress.folded(), progress.hallTime(), out);
    }
    if (alarms.isDue(progress.hallTime(), now)) {
      alarms.look(progress, timekeepers, now, out);
    }
  }

  /** Ends a bounded input: everything settles as if the time of all had come. */
  public void finish(HallOutput out) {
    settle(source -> Long.MAX_VALUE, source -> Long.MAX_VALUE, Long.MAX_VALUE, out);
    listRefusals(Long.MAX_VALUE, out);
  }

  private long timeOf(String source, long now) {
    var state = sources.get(source);
    return state == null ? progress.hallTime() : clock.timeOf(state, progress.hallTime(), now);
  }

  /**
   * How far a source has come itself: in a lull of a replay its tickets settle in the hall's time,
   * but are kept. A source that has been silent for as long as tickets are kept is gone.
   */
  private long ownTimeOf(String source, long now) {
    var state = sources.get(source);
    return state == null || now - state.heard() > retention
        ? progress.hallTime()
        : state.progress();
  }

  private void settle(
      ToLongFunction<String> timeOf, ToLongFunction<String> ownTimeOf, long now, HallOutput out) {
    health.passTo(progress.hallTime(), progress.district());
    long refused =
        tickets.settle(
            timeOf,
            ownTimeOf,
            progress.district(),
            (source, day) ->
                remember(source, sources.getOrDefault(source, SourceState.unknown()).dropping(day)),
            out);
    refused += notices.settle(timeOf, ownTimeOf, progress.district(), out);
    health.settle(timeOf, ownTimeOf, progress.district(), progress.hallTime(), out);
    queues.settle(timeOf, ownTimeOf, progress.district(), now, out);
    if (refused != 0) {
      progress = progress.withRefused(refused);
      keepProgress();
      changed = true;
    }
  }

  private void listRefusals(long time, HallOutput out) {
    var listed = new ArrayList<String>();
    for (var entry : memory.refusals().entries()) {
      if (entry.getValue().time() <= time) {
        out.refused(facts.refused(entry.getValue(), progress.district()));
        listed.add(entry.getKey());
      }
    }
    if (!listed.isEmpty()) {
      listed.forEach(memory.refusals()::remove);
      progress = progress.withRefused(listed.size());
      keepProgress();
      changed = true;
    }
  }

  private void pass(long time) {
    progress = progress.at(time);
    if (board.passTo(time, progress.district())) {
      memory.counters().entries().forEach(entry -> board.post(entry.getKey(), entry.getValue()));
      tickets.putAll();
    }
  }

  private void remember(String key, SourceState state) {
    know(key, state);
    memory.sources().put(key, state);
  }

  private void know(String key, SourceState state) {
    sources.put(key, state);
    if (!ServingSource.is(key)) {
      timekeepers.put(key, state);
    }
  }

  private void keepProgress() {
    memory.progress().put(HallMemory.ONLY, progress);
  }

  /** The hall's time, {@link HallClock#UNSET} before the first event. */
  public long hallTime() {
    return Objects.requireNonNull(progress).hallTime();
  }
}
