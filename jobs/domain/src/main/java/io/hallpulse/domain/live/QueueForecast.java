package io.hallpulse.domain.live;

import org.jspecify.annotations.Nullable;

/**
 * What is forecast for whoever takes a ticket now, and how the forecasts before came true.
 *
 * @param p50 seconds; null like {@code at} if nobody serves the queue and nobody waits
 * @param at microseconds
 * @param checked forecasts that the shares are of; they are null if it is 0
 */
public record QueueForecast(
    @Nullable Integer p50,
    @Nullable Integer p90,
    @Nullable Long at,
    int checked,
    @Nullable Double withinP50Rate,
    @Nullable Double withinP90Rate) {}
