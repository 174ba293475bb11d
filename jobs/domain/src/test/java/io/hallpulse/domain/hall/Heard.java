package io.hallpulse.domain.hall;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.Times;
import io.hallpulse.domain.cases.CaseHistory;
import io.hallpulse.domain.cases.CaseUpdate;
import io.hallpulse.domain.health.HallTotals;
import io.hallpulse.domain.health.LiveTotals;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.fact.AlertFact;
import io.hallpulse.schemas.fact.CaseFact;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.schemas.fact.HealthParts;
import io.hallpulse.schemas.fact.NoticeFact;
import io.hallpulse.schemas.fact.QueueSlotFact;
import io.hallpulse.schemas.fact.RatingFact;
import io.hallpulse.schemas.fact.RefusedFact;
import io.hallpulse.schemas.fact.SlotLossFact;
import io.hallpulse.schemas.fact.TicketFact;
import io.hallpulse.schemas.live.LiveCounter;
import io.hallpulse.schemas.live.LiveHall;
import io.hallpulse.schemas.live.LiveHealth;
import io.hallpulse.schemas.live.LiveQueue;
import io.hallpulse.schemas.live.LiveTicket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps what a fold tells, and checks that revisions grow and that each of them says more. */
final class Heard implements HallOutput {
  final List<Event> fresh = new ArrayList<>();
  final List<TicketFact> tickets = new ArrayList<>();
  final List<SlotLossFact> slotLosses = new ArrayList<>();
  final List<HealthDailyFact> scores = new ArrayList<>();
  final List<HallTotals> hallTotals = new ArrayList<>();
  final List<RatingFact> ratings = new ArrayList<>();
  final List<RefusedFact> refused = new ArrayList<>();
  final List<LiveHall> halls = new ArrayList<>();
  final List<LiveQueue> queues = new ArrayList<>();
  final List<LiveCounter> counters = new ArrayList<>();
  final List<LiveHealth> health = new ArrayList<>();
  final List<AlertFact> alerts = new ArrayList<>();
  final List<LiveTotals> liveTotals = new ArrayList<>();
  final Map<String, CaseHistory> cases = new TreeMap<>();
  private final Map<String, HealthDailyFact> latestScores = new TreeMap<>();
  private final Map<String, SlotLossFact> losses = new TreeMap<>();
  final List<LiveTicket> liveTickets = new ArrayList<>();
  final List<String> gone = new ArrayList<>();
  private final Map<String, QueueSlotFact> queueSlots = new TreeMap<>();
  private final Map<String, TicketFact> latest = new HashMap<>();
  private final Map<String, RatingFact> latestRatings = new TreeMap<>();
  private final Map<String, NoticeFact> latestNotices = new TreeMap<>();
  private final Map<String, AlertFact> latestAlerts = new TreeMap<>();
  private final Map<String, AlertFact> latestOfCause = new TreeMap<>();
  private final Map<String, RefusedFact> latestRefused = new HashMap<>();

  @Override
  public void fresh(Event event, int index) {
    fresh.add(event);
  }

  @Override
  public void ticket(TicketFact fact) {
    tickets.add(fact);
    var before = latest.put(fact.ticketId(), fact);
    assertThat(fact.revision()).isEqualTo(before == null ? 1 : before.revision() + 1);
    if (before != null) {
      assertThat(unrevised(fact)).isNotEqualTo(unrevised(before));
    }
  }

  @Override
  public void rating(RatingFact fact) {
    ratings.add(fact);
    var before = latestRatings.put(fact.ratingId(), fact);
    assertThat(fact.revision()).isGreaterThan(before == null ? 0 : before.revision());
  }

  /** What the latest row of each rating says of it and of how it was put right. */
  Map<String, String> ratings() {
    var latest = new TreeMap<String, String>();
    latestRatings.forEach((id, fact) -> latest.put(id, said(fact)));
    return latest;
  }

  static String said(RatingFact fact) {
    return "%d at %s %s%s, contact by %s at %s, close by %s at %s, appeal %s"
        .formatted(
            fact.level(),
            fact.counterId(),
            fact.genuine() ? "genuine " : "",
            fact.flags(),
            fact.contactDue(),
            fact.contactedAt(),
            fact.closeDue(),
            fact.closedAt(),
            fact.appealUpheldAt());
  }

  RatingFact rating(String ticket) {
    return latestRatings.values().stream()
        .filter(fact -> fact.ticketId().equals(ticket))
        .reduce((first, last) -> last)
        .orElseThrow(() -> new AssertionError("no rating of " + ticket));
  }

  @Override
  public void notice(NoticeFact fact) {
    var before = latestNotices.put(fact.noticeId(), fact);
    assertThat(fact.revision()).isEqualTo(before == null ? 1 : before.revision() + 1);
    assertThat(before == null ? "" : said(before)).isNotEqualTo(said(fact));
  }

  /** What the latest row of each notice says. */
  Map<String, String> notices() {
    var latest = new TreeMap<String, String>();
    latestNotices.forEach((id, fact) -> latest.put(id, said(fact)));
    return latest;
  }

  private static String said(NoticeFact fact) {
    return "%d of %s, %s, at %s by %s, signed %s, viewed %s, in time %s, %s"
        .formatted(
            fact.nth(),
            fact.matterId(),
            fact.missing(),
            fact.counterId(),
            fact.staffId(),
            fact.signedAt(),
            fact.viewedAt(),
            fact.withinDeadline(),
            fact.contentHash());
  }

  @Override
  public void alert(AlertFact fact, long version, long hallTime) {
    alerts.add(fact);
    var before = latestAlerts.put(fact.alarmId(), fact);
    assertThat(fact.revision()).isEqualTo(before == null ? 1 : before.revision() + 1);
    assertThat(before == null || before.isOpen() || !fact.isOpen())
        .as("what has cleared stays so: %s", fact)
        .isTrue();
    var ofCause = latestOfCause.put(fact.cause(), fact);
    assertThat(ofCause == null || !ofCause.isOpen() || ofCause.alarmId().equals(fact.alarmId()))
        .as("one alarm of a cause: %s after %s", fact, ofCause)
        .isTrue();
  }

  /** The latest row of each alarm, by its name. */
  Map<String, AlertFact> alarms() {
    return latestAlerts;
  }

  /** Causes of the alarms that are open. */
  List<String> open() {
    return latestAlerts.values().stream()
        .filter(AlertFact::isOpen)
        .map(AlertFact::cause)
        .sorted()
        .toList();
  }

  /** The newest alarm of a cause. */
  AlertFact alarm(String cause) {
    return Objects.requireNonNull(latestOfCause.get(cause), () -> cause + " of " + latestOfCause);
  }

  @Override
  public void refused(RefusedFact fact) {
    refused.add(fact);
    var before = latestRefused.put(name(fact), fact);
    assertThat(fact.revision()).isEqualTo(before == null ? 1 : before.revision() + 1);
    assertThat(fact.resolved()).isEqualTo(before != null && !before.resolved());
  }

  @Override
  public void slotLoss(SlotLossFact fact) {
    slotLosses.add(fact);
    var before = losses.put(name(fact), fact);
    if (before != null) {
      assertThat(fact.revision()).isGreaterThan(before.revision());
      assertThat(unrevised(fact)).isNotEqualTo(unrevised(before));
    }
  }

  /** The latest losses by place, half hour and factor: lost, exposure, unknown, incidents. */
  Map<String, String> losses() {
    var latest = new TreeMap<String, String>();
    losses.forEach(
        (name, fact) -> {
          if (fact.exposure() + fact.unknown() > 0) { // else what was there was taken back
            latest.put(name, unrevised(fact));
          }
        });
    return latest;
  }

  private static String name(HealthDailyFact fact) {
    return "%s/%s %s".formatted(fact.scope(), fact.scopeId(), fact.localDate());
  }

  /** The latest index, coverage and category of each scope and day of which something is known. */
  Map<String, String> scores() {
    var latest = new TreeMap<String, String>();
    latestScores.forEach(
        (name, fact) -> {
          var parts = HealthParts.read(fact.parts());
          if (parts.factors().stream().anyMatch(part -> part.exposure() + part.unknown() > 0)) {
            assertThat(fact.isFinal()).as(name).isTrue();
            latest.put(
                name,
                "%.6f in %.6f to %.6f, %.6f %% %s %s, cards %d %d %d"
                    .formatted(
                        fact.shi(),
                        fact.intervalLow(),
                        fact.intervalHigh(),
                        fact.coverage(),
                        fact.category(),
                        fact.lowEvidence(),
                        parts.warnings(),
                        parts.yellowCards(),
                        parts.redCards()));
          }
        });
    return latest;
  }

  private static String name(SlotLossFact fact) {
    var place = fact.counterId() == null ? "q/" + fact.queueId() : "c/" + fact.counterId();
    return "%s %s %s".formatted(place, fact.slotStart(), fact.factor());
  }

  private static String unrevised(SlotLossFact fact) {
    return "%d of %d, %d unknown, %d incidents"
        .formatted(fact.lossMillionths(), fact.exposure(), fact.unknown(), fact.incidents());
  }

  @Override
  public void healthDaily(HealthDailyFact fact) {
    scores.add(fact);
    var before = latestScores.put(name(fact), fact);
    assertThat(fact.revision())
        .as("%s for %s", name(fact), fact.reason())
        .isEqualTo(before == null ? 1 : before.revision() + 1);
    assertThat(fact.isFinal() || before == null || !before.isFinal())
        .as("what was final stays final")
        .isTrue();
  }

  @Override
  public void queueSlot(QueueSlotFact fact) {
    var name = fact.queueId() + " " + fact.slotStart();
    var before = queueSlots.put(name, fact);
    assertThat(fact.revision()).isEqualTo(before == null ? 1 : before.revision() + 1);
    assertThat(before == null ? "" : said(before)).isNotEqualTo(said(fact));
  }

  private static String said(QueueSlotFact fact) {
    return fact.forecasts() + " " + fact.withinP50() + " " + fact.withinP90() + ", " + stays(fact);
  }

  /** What a row says, what was forecast aside. */
  static String stays(QueueSlotFact fact) {
    return "%d came, %d called in %s (%s, %s), %d in time, %d cancelled, %d wait for %s, %d open"
        .formatted(
            fact.arrivals(),
            fact.calls(),
            fact.waits(),
            fact.waitP50Seconds(),
            fact.waitP90Seconds(),
            fact.calledInTime(),
            fact.cancelled(),
            fact.waiting(),
            fact.longestWaitSeconds(),
            fact.openCounters());
  }

  /** The latest row of each five minutes of a queue in which something happened. */
  Map<String, String> queueRows() {
    var rows = new TreeMap<String, String>();
    queueSlots.forEach(
        (name, fact) -> {
          if (fact.arrivals() + fact.calls() + fact.cancelled() + fact.waiting() > 0) {
            rows.put(name, stays(fact));
          }
        });
    return rows;
  }

  Collection<QueueSlotFact> queueSlots() {
    return queueSlots.values();
  }

  @Override
  public void hallTotals(HallTotals totals) {
    hallTotals.add(totals);
  }

  @Override
  public void health(LiveHealth record) {
    health.add(record);
  }

  @Override
  public void liveTicket(LiveTicket ticket) {
    liveTickets.add(ticket);
  }

  @Override
  public void ticketGone(String ticketId) {
    gone.add(ticketId);
  }

  @Override
  public void liveTotals(LiveTotals totals) {
    liveTotals.add(totals);
  }

  @Override
  public void caseUpdate(CaseUpdate update) {
    cases.merge(
        update.caseId(),
        CaseHistory.of(update.caseId()).with(update),
        (known, first) -> known.with(update));
  }

  @Override
  public void hall(LiveHall hall) {
    halls.add(hall);
  }

  @Override
  public void queue(LiveQueue queue) {
    queues.add(queue);
  }

  @Override
  public void counter(LiveCounter counter) {
    counters.add(counter);
  }

  /** What was shown last of each scope, its category aside. */
  Map<String, String> liveScores() {
    var scores = new TreeMap<String, String>();
    for (var shown : health) {
      scores.put(
          shown.getScope() + "/" + shown.getScopeId(),
          "%.6f in %.6f to %.6f, %.6f %% %s"
              .formatted(
                  shown.getShi(),
                  shown.getIntervalLow(),
                  shown.getIntervalHigh(),
                  shown.getCoverage(),
                  shown.getLowEvidence()));
    }
    return scores;
  }

  /** The latest row of each ticket, its revision aside. */
  Map<String, TicketFact> rows() {
    var rows = new TreeMap<String, TicketFact>();
    latest.forEach((id, fact) -> rows.put(id, unrevised(fact)));
    return rows;
  }

  TicketFact row(String ticket) {
    return Objects.requireNonNull(latest.get(ticket), "no row of " + ticket);
  }

  boolean hasRow(String ticket) {
    return latest.containsKey(ticket);
  }

  /** Events that stand refused at last, by source/epoch/seq, with their reasons. */
  Map<String, String> refusals() {
    var refusals = new TreeMap<String, String>();
    latestRefused.forEach(
        (name, fact) -> {
          if (!fact.resolved()) {
            refusals.put(name, fact.reason());
          }
        });
    return refusals;
  }

  CaseFact caseFact(String id) {
    return Objects.requireNonNull(cases.get(id), id).fact(Times.days(), 1).orElseThrow();
  }

  LiveHall hall() {
    return halls.get(halls.size() - 1);
  }

  LiveQueue queue(String id) {
    return Objects.requireNonNull(queueOrNull(id), id);
  }

  @Nullable LiveQueue queueOrNull(String id) {
    LiveQueue found = null;
    for (var queue : queues) {
      if (queue.getQueueId().equals(id)) {
        found = queue;
      }
    }
    return found;
  }

  LiveCounter counter(String id) {
    LiveCounter found = null;
    for (var counter : counters) {
      if (counter.getCounterId().equals(id)) {
        found = counter;
      }
    }
    return Objects.requireNonNull(found, id);
  }

  private static String name(RefusedFact fact) {
    return fact.source() + "/" + fact.epoch() + "/" + fact.seq();
  }

  static TicketFact unrevised(TicketFact fact) {
    return new TicketFact(
        fact.ticketId(),
        fact.ticketNo(),
        fact.district(),
        fact.hallId(),
        fact.queueId(),
        fact.unitId(),
        fact.itemCode(),
        fact.counterId(),
        fact.staffId(),
        fact.channel(),
        fact.caseId(),
        fact.issuedAt(),
        fact.firstCalledAt(),
        fact.startedAt(),
        fact.endedAt(),
        fact.waitSeconds(),
        fact.handlingSeconds(),
        fact.outcome(),
        fact.ratingLevel(),
        fact.localDate(),
        0);
  }
}
