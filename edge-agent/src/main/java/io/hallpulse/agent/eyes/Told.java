package io.hallpulse.agent.eyes;

import io.hallpulse.schemas.event.Event;

/** Where an event of a camera goes. Callable from any thread; must not wait. */
@FunctionalInterface
public interface Told {
  void tell(Event.Builder event);
}
