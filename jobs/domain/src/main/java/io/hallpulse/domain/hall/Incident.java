package io.hallpulse.domain.hall;

import io.hallpulse.domain.health.Factor;
import io.hallpulse.domain.health.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a day's index was lowered for, with what proves it. Times in microseconds.
 *
 * @param unitId of the place then, empty if nobody knows
 * @param from when it began: the rostered start, the first minute with nobody there, the service's
 *     or the wait's start
 * @param until when it ended
 * @param millionths lost by it
 * @param exposures that it lowered: minutes of an absence, else 1
 * @param tookSeconds late, with nobody there, handled or waited; of a clerk who never came null
 * @param targetSeconds that it should have taken at most; null where there is no such target
 * @param ticketId of a visitor's ticket, else null
 * @param staffId who was rostered or ended the service, else null
 * @param level of the rating, else null
 * @param mostWaiting visitors in the counter's queues during an absence, else null
 * @param lastSeen when somebody was last seen or did something at the counter before an absence
 */
public record Incident(
    Factor factor,
    Place place,
    String unitId,
    long from,
    long until,
    long millionths,
    int exposures,
    @Nullable Long tookSeconds,
    @Nullable Long targetSeconds,
    @Nullable String ticketId,
    @Nullable String staffId,
    @Nullable Integer level,
    @Nullable Integer mostWaiting,
    @Nullable Long lastSeen,
    List<Proof> proofs) {

  public Incident {
    proofs = List.copyOf(proofs);
  }

  /** What speaks for it. */
  public enum Proof {
    /** The rostered clerk signed in after the start. */
    SIGNED_IN_LATE,
    /** The rostered clerk did not sign in. */
    NEVER_SIGNED_IN,
    /** The camera looked and saw nobody. */
    CAMERA_SAW_NOBODY,
    /** No ticket was being served and no clerk did anything for minutes. */
    NO_ACTION,
    /** A visitor's genuine rating. */
    RATED,
    /** A service from its start to its end. */
    SERVED,
    /** A visitor called after a wait. */
    CALLED,
    /** A visitor who was called and did not come. */
    NO_SHOW,
    /** A visitor who gave up before a call. */
    LEFT
  }
}
