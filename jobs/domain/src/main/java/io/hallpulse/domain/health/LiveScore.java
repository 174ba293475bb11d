package io.hallpulse.domain.health;

import io.hallpulse.domain.health.DayReadings.Expected;
import io.hallpulse.domain.health.HallTotals.Scored;
import io.hallpulse.schemas.live.LiveHealth;
import io.hallpulse.schemas.live.LiveIncident;
import io.hallpulse.schemas.reference.RuleSet;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scope's index over the trailing hour, with what goes wrong in it now. Cards are of a day and
 * stay out of it.
 *
 * @param category that is shown, which follows the index with a delay
 * @param incidents the worst first, few
 */
public record LiveScore(DayScore score, @Nullable Category category, List<OpenIncident> incidents) {
  /** So many incidents are told. */
  private static final int MOST = 5;

  public static LiveScore of(
      Scope scope,
      LocalDate date,
      Readings readings,
      Expected expected,
      RuleSet rules,
      List<Scored> counters,
      Collection<OpenIncident> incidents) {
    var score = DayScore.of(scope, date, readings, expected, Cards.NONE, rules, counters);
    return new LiveScore(score, score.score().category(), worst(incidents));
  }

  /** The few that cost most. */
  public static List<OpenIncident> worst(Collection<OpenIncident> incidents) {
    return incidents.stream().sorted(OpenIncident.WORST_FIRST).limit(MOST).toList();
  }

  public @Nullable Double index() {
    return score.score().index();
  }

  public LiveScore shownAs(@Nullable Category shown) {
    return new LiveScore(score, shown, incidents);
  }

  /**
   * As screens get it.
   *
   * @param halls that it adds up
   * @param hallsBehind left out since their time is far behind
   */
  public LiveHealth record(long version, long hallTime, int halls, int hallsBehind) {
    var scope = score.scope();
    var index = score.score();
    return LiveHealth.newBuilder()
        .setScope(scope.level().key())
        .setScopeId(scope.id())
        .setDistrict(scope.district())
        .setHallId(scope.hallId())
        .setVersion(version)
        .setHallTime(hallTime)
        .setShi(index.index())
        .setIntervalLow(index.low())
        .setIntervalHigh(index.high())
        .setCoverage(index.coverage())
        .setCategory(category == null ? null : category.name())
        .setLowEvidence(index.isLowEvidence())
        .setParts(score.parts().json())
        .setRuleset(score.rules().version())
        .setIncidents(incidents.stream().map(LiveScore::record).toList())
        .setHalls(halls)
        .setHallsBehind(hallsBehind)
        .build();
  }

  private static LiveIncident record(OpenIncident incident) {
    return LiveIncident.newBuilder()
        .setFactor(incident.factor())
        .setCounterId(incident.counterId())
        .setQueueId(incident.queueId())
        .setTicketNo(incident.ticketNo())
        .setSince(incident.since())
        .setLossMillionths(incident.loss().millionths())
        .build();
  }
}
