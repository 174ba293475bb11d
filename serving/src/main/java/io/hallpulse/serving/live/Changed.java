package io.hallpulse.serving.live;

import io.hallpulse.schemas.live.LiveAlert;
import io.hallpulse.schemas.live.LiveCounter;
import io.hallpulse.schemas.live.LiveHall;
import io.hallpulse.schemas.live.LiveHealth;
import io.hallpulse.schemas.live.LiveQueue;
import io.hallpulse.schemas.live.LiveTicket;

/** Names a record that has news. */
record Changed(Kind kind, String id) {
  enum Kind {
    HALL,
    QUEUE,
    COUNTER,
    HEALTH,
    TICKET,
    ALERT
  }

  static Changed of(LiveHall hall) {
    return new Changed(Kind.HALL, hall.getHallId());
  }

  static Changed of(LiveQueue queue) {
    return new Changed(Kind.QUEUE, queue.getQueueId());
  }

  static Changed of(LiveHealth score) {
    return new Changed(Kind.HEALTH, HealthNow.entity(score));
  }

  static Changed of(LiveTicket ticket) {
    return ofTicket(ticket.getTicketId());
  }

  static Changed ofTicket(String ticketId) {
    return new Changed(Kind.TICKET, ticketId);
  }

  static Changed of(LiveAlert alert) {
    return new Changed(Kind.ALERT, AlertNow.cause(alert));
  }

  static Changed of(LiveCounter counter) {
    return new Changed(Kind.COUNTER, counter.getCounterId());
  }
}
