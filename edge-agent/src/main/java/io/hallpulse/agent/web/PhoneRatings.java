package io.hallpulse.agent.web;

import java.util.function.Consumer;

/** Asks serving for a page on which a phone may rate a service; without an uplink there is none. */
public interface PhoneRatings {
  /**
   * Asks for a page of a service.
   *
   * @param servedAt when the service ended, microseconds
   * @param found told the page's address, on the loop, if there is one
   */
  void ask(String ticketId, String counterId, long servedAt, Consumer<String> found);
}
