package io.hallpulse.agent.hall;

import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a visitor's last service, under the token; it never leaves the device.
 *
 * @param time when it ended, microseconds
 * @param level of the rating given here, 0 for none
 */
public record Visited(
    long time,
    String ticketId,
    @Nullable String itemCode,
    @Nullable String staffId,
    @Nullable String counterId,
    int level) {

  Visited rated(int newLevel) {
    return new Visited(time, ticketId, itemCode, staffId, counterId, newLevel);
  }
}
