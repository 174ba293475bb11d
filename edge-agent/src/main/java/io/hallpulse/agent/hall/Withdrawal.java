package io.hallpulse.agent.hall;

/**
 * A visitor took a consent back elsewhere than at this hall's kiosk.
 *
 * @param kind FACE or PHONE
 * @param time microseconds; what was agreed to later stays
 */
public record Withdrawal(String visitorToken, String kind, long time) {
  /** Whether it ends a consent that this hall keeps. */
  boolean ends(Note consent) {
    return consent.given()
        && consent.time() < time
        && kind.equals(consent.about())
        && visitorToken.equals(consent.visitorToken());
  }
}
