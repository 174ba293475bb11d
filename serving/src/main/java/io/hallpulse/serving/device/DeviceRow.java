package io.hallpulse.serving.device;

import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * An enrolled device.
 *
 * @param deviceId the source of its events
 * @param epoch the newest
 * @param enrolled the last time
 * @param revoked since when it may no longer come; null while it may
 */
@Schema(name = "Device")
record DeviceRow(
    String deviceId, String hallId, long epoch, Instant enrolled, @Nullable Instant revoked) {}
