package io.hallpulse.domain.health;

/**
 * What was written last of a scope's day.
 *
 * @param digest of the row
 * @param isFinal whether it was final
 */
public record Written(long digest, long revision, boolean isFinal) {}
