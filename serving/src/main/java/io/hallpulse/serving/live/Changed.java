package io.hallpulse.serving.live;

import io.hallpulse.schemas.live.LiveAlert;
import io.hallpulse.schemas.live.LiveCounter;
import io.hallpulse.schemas.live.LiveHall;
import io.hallpulse.schemas.live.LiveHealth;
import io.hallpulse.schemas.live.LiveQueue;

/** Names a record that has news. */
record Changed(Kind kind, String id) {
  enum Kind {
    HALL,
    QUEUE,
    COUNTER,
    HEALTH,
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

  static Changed of(LiveAlert alert) {
    return new Changed(Kind.ALERT, AlertNow.cause(alert));
  }

  static Changed of(LiveCounter counter) {
    return new Changed(Kind.COUNTER, counter.getCounterId());
  }
}
