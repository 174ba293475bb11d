package io.hallpulse.domain.hall;

import io.hallpulse.domain.cases.CaseUpdate;
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

/** Where a hall's fold tells what it finds. */
public interface HallOutput {
  /** The first copy of an event; its place in the batch. */
  void fresh(Event event, int index);

  void ticket(TicketFact fact);

  void rating(RatingFact fact);

  void notice(NoticeFact fact);

  /**
   * @param version events of the hall folded so far
   * @param hallTime microseconds
   */
  void alert(AlertFact fact, long version, long hallTime);

  void refused(RefusedFact fact);

  void slotLoss(SlotLossFact fact);

  void healthDaily(HealthDailyFact fact);

  void queueSlot(QueueSlotFact fact);

  void hallTotals(HallTotals totals);

  void caseUpdate(CaseUpdate update);

  void hall(LiveHall hall);

  void queue(LiveQueue queue);

  void counter(LiveCounter counter);

  void health(LiveHealth health);

  void liveTicket(LiveTicket ticket);

  /** A ticket that was shown neither waits nor is called any more. */
  void ticketGone(String ticketId);

  void liveTotals(LiveTotals totals);
}
