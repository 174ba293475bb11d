package io.hallpulse.serving.appointment;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * What the database holds of a visit that was agreed on; nothing of who comes.
 *
 * @param time when its slot begins
 * @param code by which the hall's kiosk finds it
 * @param isKnownByCard whether a card or face finds it there, too
 */
@Schema(hidden = true)
record Appointment(
    String appointmentId,
    String hallId,
    String itemCode,
    Instant time,
    String code,
    boolean isKnownByCard,
    boolean isCancelled) {}
