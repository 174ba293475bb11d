package io.hallpulse.domain.hall;

import io.hallpulse.domain.health.Factor;
import io.hallpulse.domain.health.Loss;
import io.hallpulse.domain.health.Place;
import io.hallpulse.domain.health.TicketLosses;
import io.hallpulse.domain.ticket.Counted;
import io.hallpulse.domain.ticket.Service;
import java.util.List;

/** Lists what a ticket stands for in the books. */
record Counting(List<Counted> counted) implements TicketLosses.Ledger {
  @Override
  public void atCounter(String counterId, long time, Factor factor, Loss loss) {
    add(Place.counter(counterId), time, factor, loss);
  }

  @Override
  public void inQueue(String queueId, long time, Loss loss) {
    add(Place.queue(queueId), time, Factor.WAIT, loss);
  }

  @Override
  public void unknownTarget(Service service) {
    // No exposure: nobody says how long the item should take.
  }

  private void add(Place place, long time, Factor factor, Loss loss) {
    counted.add(new Counted(place.key(), time, factor.key(), loss.millionths()));
  }
}
