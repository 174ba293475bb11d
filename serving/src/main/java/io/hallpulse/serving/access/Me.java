package io.hallpulse.serving.access;

import io.micronaut.core.annotation.Nullable;

/**
 * Who the server takes somebody for.
 *
 * @param name null for nobody known
 * @param district that he is limited to, null for all
 * @param hall that he is limited to, null for all of the district
 * @param seesWall whether the wall shows him anything; false when it wants a login first
 */
record Me(
    boolean signedIn,
    @Nullable String name,
    Role role,
    @Nullable String district,
    @Nullable String hall,
    boolean seesWall) {
  static Me of(Caller caller, Policy policy) {
    return new Me(
        caller.isKnown(),
        caller.isKnown() ? caller.name() : null,
        caller.role(),
        caller.district(),
        caller.hall(),
        policy.allows(caller.role(), "GET /api/v1/live/stream"));
  }
}
