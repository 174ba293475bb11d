package io.hallpulse.domain.forecast;

/**
 * A forecast that was given, kept until the ticket's call tells how good it was.
 *
 * @param at when it was asked for, microseconds
 * @param age of the wait then, see {@link Age}
 * @param view what was seen then, see {@link View}
 */
public record Asked(String queueId, long at, int age, double[] view) {}
