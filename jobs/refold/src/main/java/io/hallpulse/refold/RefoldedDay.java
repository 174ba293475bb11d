package io.hallpulse.refold;

import io.hallpulse.domain.cases.CaseUpdate;
import io.hallpulse.domain.hall.HallOutput;
import io.hallpulse.domain.hall.Incident;
import io.hallpulse.domain.health.HallTotals;
import io.hallpulse.domain.health.LiveTotals;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.fact.AlertFact;
import io.hallpulse.schemas.fact.HealthDailyFact;
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
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a fold tells of one local day of a hall, each fact in its newest revision. */
public final class RefoldedDay implements HallOutput {
  private final LocalDate date;
  private final Map<String, SlotLossFact> losses = new HashMap<>();
  private final Map<String, HealthDailyFact> scores = new HashMap<>();
  private @Nullable HallTotals totals;
  private List<Incident> incidents = List.of();

  RefoldedDay(LocalDate date) {
    this.date = date;
  }

  public Collection<SlotLossFact> losses() {
    return losses.values();
  }

  /** Of the hall, its units and its counters. */
  public Collection<HealthDailyFact> scores() {
    return scores.values();
  }

  /** For the scopes above the hall, empty if nothing is known of the day. */
  public Optional<HallTotals> totals() {
    return Optional.ofNullable(totals);
  }

  /** What it lost by, in the order of time. */
  public List<Incident> incidents() {
    return incidents;
  }

  void lostBy(List<Incident> found) {
    incidents = List.copyOf(found);
  }

  @Override
  public void slotLoss(SlotLossFact fact) {
    if (fact.localDate().equals(date)) {
      losses.put(Difference.name(fact), fact);
    }
  }

  @Override
  public void healthDaily(HealthDailyFact fact) {
    if (fact.localDate().equals(date)) {
      scores.put(Difference.name(fact), fact);
    }
  }

  @Override
  public void hallTotals(HallTotals told) {
    if (told.day() == date.toEpochDay()) {
      totals = told;
    }
  }

  @Override
  public void fresh(Event event, int index) {
    // It stands in the lake.
  }

  @Override
  public void ticket(TicketFact fact) {
    // Only what the index rests on is looked at.
  }

  @Override
  public void rating(RatingFact fact) {
    // Only what the index rests on is looked at.
  }

  @Override
  public void notice(NoticeFact fact) {
    // Only what the index rests on is looked at.
  }

  @Override
  public void alert(AlertFact fact, long version, long hallTime) {
    // The past is not live.
  }

  @Override
  public void refused(RefusedFact fact) {
    // Only what the index rests on is looked at.
  }

  @Override
  public void queueSlot(QueueSlotFact fact) {
    // Only what the index rests on is looked at.
  }

  @Override
  public void caseUpdate(CaseUpdate update) {
    // Only what the index rests on is looked at.
  }

  @Override
  public void hall(LiveHall hall) {
    // The past is not live.
  }

  @Override
  public void queue(LiveQueue queue) {
    // The past is not live.
  }

  @Override
  public void counter(LiveCounter counter) {
    // The past is not live.
  }

  @Override
  public void health(LiveHealth health) {
    // The past is not live.
  }

  @Override
  public void liveTicket(LiveTicket ticket) {
    // The past is not live.
  }

  @Override
  public void ticketGone(String ticketId) {
    // The past is not live.
  }

  @Override
  public void liveTotals(LiveTotals totals) {
    // The past is not live.
  }
}
