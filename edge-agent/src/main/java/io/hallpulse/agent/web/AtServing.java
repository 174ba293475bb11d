package io.hallpulse.agent.web;

import io.vertx.core.Future;

/** What a kiosk asks serving while somebody stands before it; answered on the loop. */
public interface AtServing {
  /** Asks for what is new; done whether it is told or not. */
  Future<Boolean> news();

  /**
   * A visitor's own tickets and cases.
   *
   * @return a JSON array; fails if serving or its history is away
   */
  Future<String> visitsOf(String visitorToken);
}
