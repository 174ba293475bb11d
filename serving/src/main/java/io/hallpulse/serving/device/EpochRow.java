package io.hallpulse.serving.device;

import io.hallpulse.schemas.grant.EpochState;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * An epoch of a device.
 *
 * @param state OPEN: the newest; DRAINING: replaced, what is left in its spool may still come;
 *     CLOSED: nothing more is let in
 * @param fenced since when it is not the newest, or its device is revoked
 * @param closed since when nothing more is let in
 */
@Schema(name = "Epoch")
record EpochRow(
    long epoch,
    EpochState state,
    Instant granted,
    @Nullable Instant fenced,
    @Nullable Instant closed) {}
