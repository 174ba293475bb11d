package io.hallpulse.domain.forecast;

import org.jspecify.annotations.Nullable;

/**
 * How good a method was on the tickets of a queue, a hall, or all.
 *
 * @param hallId null over all halls
 * @param queueId null over all queues
 * @param tickets asked for and called in the queue where they were asked for
 * @param maeMinutes mean of |wait − P50|, minutes
 * @param pinball50 mean pinball loss at 0.5, minutes
 * @param pinball90 and at 0.9; a method of one number is taken as both quantiles
 * @param coverage50 share of the waits that were at most P50
 * @param coverage90 and at most P90
 */
public record BacktestScore(
    Moment moment,
    Method method,
    @Nullable String hallId,
    @Nullable String queueId,
    int tickets,
    double maeMinutes,
    double pinball50,
    double pinball90,
    double coverage50,
    double coverage90) {}
