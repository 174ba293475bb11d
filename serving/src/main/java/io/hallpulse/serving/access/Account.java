package io.hallpulse.serving.access;

import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * A person who may sign in.
 *
 * @param district that it is limited to, null for all
 * @param hall that it is limited to, null for all of the district
 * @param disabled whether nobody can sign in with it
 * @param shown what an identity provider calls him; null for whoever has his password here
 */
@Schema(name = "Account")
public record Account(
    String name,
    Role role,
    @Nullable String district,
    @Nullable String hall,
    boolean disabled,
    Instant created,
    @Nullable String shown) {}
