package io.hallpulse.serving.score;

import io.hallpulse.domain.hall.Incident;
import io.hallpulse.refold.DayIncidents;
import io.hallpulse.refold.Preview;
import io.hallpulse.refold.Preview.Beside;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.reference.RuleSet;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Days folded again on request, one at a time: it takes seconds and some memory. Incidents are kept
 * for a while, since who asks for one factor asks for the next.
 */
@Singleton
final class Refolds {
  private static final int TURN_SECONDS = 30;
  private static final int KEPT_DAYS = 4;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final DayIncidents incidents;
  private final Preview preview;
  private final Clock clock;
  private final Semaphore turn = new Semaphore(1, true);

  /** Touched in turn only. */
  private final Map<Key, Kept> kept =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
          return size() > KEPT_DAYS;
        }
      };

  private record Key(String hallId, LocalDate date, long revision) {}

  private record Kept(Instant since, List<Incident> incidents) {}

  Refolds(ScoreHistory history, Clock clock) {
    this.incidents = new DayIncidents(history.query());
    this.preview = new Preview(history.query());
    this.clock = clock;
  }

  /** Of a hall's day, by the revision of its score. */
  List<Incident> incidents(HealthDailyFact hall) throws SQLException {
    takeTurn();
    try {
      var key = new Key(hall.scopeId(), hall.localDate(), hall.revision());
      var known = kept.get(key);
      var now = clock.instant();
      if (known != null && known.since().plus(KEPT).isAfter(now)) {
        return known.incidents();
      }
      var found = incidents.of(hall);
      kept.put(key, new Kept(now, found));
      return found;
    } finally {
      turn.release();
    }
  }

  List<Beside> preview(RuleSet rules, String scope, String scopeId, LocalDate date)
      throws SQLException {
    takeTurn();
    try {
      return preview.of(rules, scope, scopeId, date);
    } finally {
      turn.release();
    }
  }

  private void takeTurn() {
    try {
      if (!turn.tryAcquire(TURN_SECONDS, TimeUnit.SECONDS)) {
        throw ServingException.tooMany(
            "Another day is being computed again", Duration.ofSeconds(TURN_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServingException(Reason.HISTORY_UNAVAILABLE, "The server is stopping", e);
    }
  }
}
