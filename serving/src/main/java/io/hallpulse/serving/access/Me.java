package io.hallpulse.serving.access;

import io.micronaut.core.annotation.Nullable;

/**
 * Who the server takes somebody for.
 *
 * @param name null for nobody known
 * @param shown what to call him, null for his name
 * @param district that he is limited to, null for all
 * @param hall that he is limited to, null for all of the district
 * @param identityProvider what the button says that leads there, null if there is none
 * @param seesWall whether the wall shows him anything; false when it wants a login first
 */
record Me(
    boolean signedIn,
    @Nullable String name,
    @Nullable String shown,
    Role role,
    @Nullable String district,
    @Nullable String hall,
    @Nullable String identityProvider,
    boolean seesWall) {
  static Me of(Caller caller, Policy policy, OidcSettings oidc) {
    return new Me(
        caller.isKnown(),
        caller.isKnown() ? caller.name() : null,
        caller.shown(),
        caller.role(),
        caller.district(),
        caller.hall(),
        oidc.isConfigured() ? oidc.label() : null,
        policy.allows(caller.role(), "GET /api/v1/live/stream"));
  }
}
