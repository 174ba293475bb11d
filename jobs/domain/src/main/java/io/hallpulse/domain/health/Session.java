package io.hallpulse.domain.health;

/** A rostered stretch of a clerk at a counter, instants in microseconds. */
public record Session(String counterId, String staffId, long start, long end) {}
