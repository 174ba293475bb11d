package io.hallpulse.serving.live;

import io.hallpulse.schemas.live.LiveCounter;
import io.hallpulse.schemas.live.LiveHall;
import io.hallpulse.schemas.live.LiveHealth;
import io.hallpulse.schemas.live.LiveQueue;
import io.hallpulse.schemas.live.LiveTicket;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Halls, queues, counters, tickets and the index of every scope as they are now. */
@Singleton
final class LiveStore {
  private static final long DAY = TimeUnit.DAYS.toMicros(1);

  private final Newest<LiveHall> halls = new Newest<>();
  private final Newest<LiveQueue> queues = new Newest<>();
  private final Newest<LiveCounter> counters = new Newest<>();
  private final Newest<LiveHealth> health = new Newest<>();
  private final Newest<LiveTicket> tickets = new Newest<>();

  boolean offer(LiveHall hall) {
    return halls.offer(hall.getHallId(), hall.getVersion(), hall.getHallTime(), hall);
  }

  boolean offer(LiveQueue queue) {
    return queues.offer(queue.getQueueId(), queue.getVersion(), queue.getHallTime(), queue);
  }

  boolean offer(LiveCounter counter) {
    return counters.offer(
        counter.getCounterId(), counter.getVersion(), counter.getHallTime(), counter);
  }

  boolean offer(LiveHealth score) {
    return health.offer(HealthNow.entity(score), score.getVersion(), score.getHallTime(), score);
  }

  boolean offer(LiveTicket ticket) {
    return tickets.offer(ticket.getTicketId(), ticket.getVersion(), ticket.getHallTime(), ticket);
  }

  void withdrawTicket(String ticketId) {
    tickets.withdraw(ticketId);
  }

  /** A ticket that waits or is called; one that a lost state left behind does not. */
  Optional<LiveTicket> ticket(String ticketId) {
    return tickets.of(ticketId).filter(ticket -> hallTime(ticket) - ticket.getHallTime() < DAY);
  }

  /** The time of a ticket's hall, as far as it is known. */
  long hallTime(LiveTicket ticket) {
    return Math.max(
        ticket.getHallTime(), hall(ticket.getHallId()).map(LiveHall::getHallTime).orElse(0L));
  }

  /**
   * @param entity scope/scope_id
   */
  Optional<LiveHealth> health(String entity) {
    return health.of(entity);
  }

  List<LiveHealth> health() {
    return health.all().stream().sorted(Comparator.comparing(HealthNow::entity)).toList();
  }

  Optional<LiveHall> hall(String hallId) {
    return halls.of(hallId);
  }

  Optional<LiveQueue> queue(String queueId) {
    return queues.of(queueId);
  }

  Optional<LiveCounter> counter(String counterId) {
    return counters.of(counterId);
  }

  List<LiveHall> halls() {
    return halls.all().stream().sorted(Comparator.comparing(LiveHall::getHallId)).toList();
  }

  List<LiveQueue> queues() {
    return queues.all().stream().sorted(Comparator.comparing(LiveQueue::getQueueId)).toList();
  }

  List<LiveCounter> counters() {
    return counters.all().stream().sorted(Comparator.comparing(LiveCounter::getCounterId)).toList();
  }
}
