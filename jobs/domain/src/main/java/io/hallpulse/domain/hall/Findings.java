package io.hallpulse.domain.hall;

import io.hallpulse.domain.alarm.Finding;
import io.hallpulse.domain.health.Category;
import io.hallpulse.domain.health.LiveScore;
import io.hallpulse.domain.health.Scope;
import io.hallpulse.domain.live.QueueNow;
import io.hallpulse.domain.reference.Reference;
import io.hallpulse.domain.time.SourceState;
import io.hallpulse.schemas.alarm.AlarmFacts;
import io.hallpulse.schemas.alarm.AlarmRule;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.reference.AlarmRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong in a hall at one time, by the rules in force. */
final class Findings {
  /** A source that spoke of a time so near to the server's tells of now, not of a past day. */
  private static final long OF_NOW = TimeUnit.MINUTES.toMicros(5);

  /** What nobody has put right so long after its deadline is not called out for ever. */
  private static final long GIVEN_UP = TimeUnit.DAYS.toMicros(30);

  private final String hallId;
  private final AlarmRules rules;
  private final long hallTime;
  private final Predicate<String> isOpen;
  private final List<Finding> found = new ArrayList<>();

  /**
   * @param isOpen whether an alarm of a cause is open
   */
  Findings(String hallId, AlarmRules rules, long hallTime, Predicate<String> isOpen) {
    this.hallId = hallId;
    this.rules = rules;
    this.hallTime = hallTime;
    this.isOpen = isOpen;
  }

  List<Finding> all() {
    return found;
  }

  void scores(Collection<LiveScore> scores) {
    for (var score : scores) {
      var scope = score.score().scope();
      if (scope.level() == Scope.Level.HALL) {
        index(scope, score);
      }
      category(scope, score);
    }
  }

  private void index(Scope scope, LiveScore score) {
    var index = score.index();
    var cause = Finding.cause(AlarmRule.INDEX_LOW, scope.level().key(), scope.id());
    int line = rules.indexBelow() + (isOpen.test(cause) ? rules.indexMargin() : 0);
    if (index != null && index < line) {
      held(
          AlarmRule.INDEX_LOW,
          scope.level().key(),
          scope.id(),
          facts(Category.rounded(index).doubleValue(), rules.indexBelow(), score));
    }
  }

  private void category(Scope scope, LiveScore score) {
    var category = score.category();
    var index = score.index();
    if (category == null
        || score.score().score().isLowEvidence()
        || category.compareTo(Category.valueOf(rules.category())) < 0) {
      return;
    }
    var shown = AlarmFacts.of(category.name()).shownAs(category.name());
    held(
        AlarmRule.CATEGORY_BAD,
        scope.level().key(),
        scope.id(),
        index == null
            ? shown
            : new AlarmFacts(
                Category.rounded(index).doubleValue(),
                null,
                category.name(),
                null,
                null,
                null,
                null,
                null));
  }

  private static AlarmFacts facts(double value, double limit, LiveScore score) {
    var category = score.category();
    var facts = AlarmFacts.of(value, limit);
    return category == null ? facts : facts.shownAs(category.name());
  }

  void queues(Map<String, QueueNow> queues) {
    queues.forEach(
        (id, queue) -> {
          longest(id, queue);
          p90(id, queue);
        });
  }

  private void longest(String id, QueueNow queue) {
    var since = queue.longestWaitSince();
    long limit = TimeUnit.MINUTES.toMicros(rules.longestWaitMinutes());
    if (since != null && hallTime - since > limit) {
      add(
          AlarmRule.WAIT_LONG,
          "queue",
          id,
          since + limit,
          minutes(hallTime - since, rules.longestWaitMinutes()).waiting(queue.waiting()));
    }
  }

  private void p90(String id, QueueNow queue) {
    var p90 = queue.p90();
    if (p90 != null
        && queue.called() >= rules.p90Calls()
        && p90 > TimeUnit.MINUTES.toSeconds(rules.p90WaitMinutes())) {
      var facts = minutes(TimeUnit.SECONDS.toMicros(p90), rules.p90WaitMinutes());
      held(AlarmRule.WAIT_P90, "queue", id, facts.waiting(queue.waiting()));
    }
  }

  void counters(LiveIndex live, Map<String, QueueNow> queues, Reference reference) {
    for (var id : reference.countersOf(hallId)) {
      int minutes = live.deserted(id, hallTime);
      if (minutes > rules.unattendedMinutes()) {
        var of = reference.counter(id, hallTime).orElseThrow();
        unattended(id, minutes, of.queueIds().stream().map(queues::get).toList());
      }
    }
  }

  private void unattended(String id, int minutes, List<@Nullable QueueNow> queues) {
    int waiting = 0;
    long since = hallTime;
    for (var queue : queues) {
      var longest = queue == null ? null : queue.longestWaitSince();
      if (queue != null && longest != null) {
        waiting += queue.waiting();
        since = Math.min(since, longest);
      }
    }
    if (waiting >= rules.unattendedWaiting()) {
      long deserted = LivePlace.minute(hallTime) - TimeUnit.MINUTES.toMicros(minutes);
      long wrong = deserted + TimeUnit.MINUTES.toMicros(rules.unattendedMinutes());
      add(
          AlarmRule.COUNTER_UNATTENDED,
          "counter",
          id,
          Math.max(wrong, since),
          AlarmFacts.of(minutes, rules.unattendedMinutes()).waiting(waiting));
    }
  }

  /**
   * @param sources timekeepers by source/epoch
   * @param now server's clock
   * @param startedAt when this program started: silence before that is not the sources'
   */
  void sources(Map<String, SourceState> sources, long now, long startedAt) {
    var newest = new HashMap<String, SourceState>();
    sources.forEach(
        (key, state) ->
            newest.merge(
                key.substring(0, key.lastIndexOf('/')),
                state,
                (a, b) -> a.heard() >= b.heard() ? a : b));
    long limit = TimeUnit.MINUTES.toMicros(rules.silentMinutes());
    long latest = Long.MIN_VALUE;
    boolean isAll = true;
    for (var entry : newest.entrySet()) {
      var state = entry.getValue();
      if (isGone(state)) {
        continue;
      }
      // After a restart nobody has been heard yet, but what was silent before still is.
      var cause = Finding.cause(AlarmRule.SOURCE_SILENT, "source", entry.getKey());
      boolean isSilent =
          hallTime - state.progress() > limit
              && (isOpen.test(cause) || now - Math.max(state.heard(), startedAt) > limit);
      isAll &= isSilent;
      latest = Math.max(latest, state.progress());
      if (isSilent) {
        silent(AlarmRule.SOURCE_SILENT, "source", entry.getKey(), state.progress());
      }
    }
    if (isAll && latest != Long.MIN_VALUE) {
      silent(AlarmRule.HALL_SILENT, "hall", hallId, latest);
    }
  }

  /** Removed, or the log of a past day that has ended. */
  private boolean isGone(SourceState state) {
    return state.heard() - state.progress() > OF_NOW
        || hallTime - state.progress() > TimeUnit.HOURS.toMicros(rules.goneHours());
  }

  private void silent(AlarmRule rule, String scope, String id, long progress) {
    long limit = TimeUnit.MINUTES.toMicros(rules.silentMinutes());
    add(rule, scope, id, progress + limit, minutes(hallTime - progress, rules.silentMinutes()));
  }

  /**
   * @param behind for how long the hall's time is behind the server's clock, microseconds
   */
  void stale(long behind) {
    add(AlarmRule.HALL_STALE, "hall", hallId, hallTime, minutes(behind, rules.staleMinutes()));
  }

  /** What was said once; false if it need not be remembered any longer. */
  boolean matter(Matter matter) {
    return switch (matter.of()) {
      case CONTACT -> contact(matter);
      case RECTIFICATION -> rectification(matter);
      case SUSPECT -> momentary(matter, AlarmRule.RATING_SUSPECT, quiet());
      case FAULT -> momentary(matter, AlarmRule.DEVICE_FAULT, quiet());
      case TAMPERED ->
          momentary(
              matter, AlarmRule.RATING_TAMPERED, TimeUnit.HOURS.toMicros(rules.tamperedHours()));
    };
  }

  private long quiet() {
    return TimeUnit.MINUTES.toMicros(rules.quietMinutes());
  }

  private boolean rectification(Matter matter) {
    long due = matter.last();
    long from = due - TimeUnit.HOURS.toMicros(rules.dueHours());
    if (hallTime >= due + GIVEN_UP) {
      return false;
    }
    if (hallTime >= from) {
      boolean isOverdue = hallTime >= due;
      said(
          isOverdue ? AlarmRule.RECTIFICATION_OVERDUE : AlarmRule.RECTIFICATION_DUE,
          matter,
          isOverdue ? due : Math.max(from, matter.first()),
          due(due));
    }
    return true;
  }

  /** Hours before a deadline of one working day say nothing that the rating itself does not say. */
  private boolean contact(Matter matter) {
    long due = matter.last();
    if (hallTime >= due + GIVEN_UP) {
      return false;
    }
    if (hallTime >= due) {
      said(AlarmRule.CONTACT_OVERDUE, matter, due, due(due));
    }
    return true;
  }

  private static AlarmFacts due(long due) {
    return new AlarmFacts(null, null, null, null, null, null, null, null)
        .due(EventJson.instant(due).toString());
  }

  private boolean momentary(Matter matter, AlarmRule rule, long shown) {
    if (hallTime >= matter.last() + shown) {
      return false;
    }
    if (hallTime >= matter.first()) {
      var detail = matter.detail();
      said(rule, matter, matter.first(), AlarmFacts.of(detail == null ? "" : detail));
    }
    return true;
  }

  private void said(AlarmRule rule, Matter matter, long since, AlarmFacts facts) {
    var ticket = matter.ticketId();
    found.add(
        new Finding(
            rule,
            matter.scope(),
            matter.scopeId(),
            since,
            0,
            0,
            ticket == null ? facts : facts.about(matter.counterId(), ticket)));
  }

  /** Of what time alone tells since when it is wrong. */
  private void add(AlarmRule rule, String scope, String id, long since, AlarmFacts facts) {
    found.add(new Finding(rule, scope, id, since, 0, clear(), facts));
  }

  /** Of what is wrong since it is seen, in whole minutes: so it is the same when seen again. */
  private void held(AlarmRule rule, String scope, String id, AlarmFacts facts) {
    long hold = TimeUnit.MINUTES.toMicros(rules.holdMinutes());
    found.add(new Finding(rule, scope, id, LivePlace.minute(hallTime), hold, clear(), facts));
  }

  private long clear() {
    return TimeUnit.MINUTES.toMicros(rules.clearMinutes());
  }

  private static AlarmFacts minutes(long micros, int limit) {
    return AlarmFacts.of(TimeUnit.MICROSECONDS.toMinutes(micros), limit);
  }
}
