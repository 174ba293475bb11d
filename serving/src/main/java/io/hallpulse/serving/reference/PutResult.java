package io.hallpulse.serving.reference;

/**
 * What came of a change.
 *
 * @param accepted whether a version was added; otherwise the same held already
 * @param published whether it is in Kafka; otherwise it follows once Kafka is there
 * @param current the version that holds at the given instant
 */
public record PutResult(boolean accepted, boolean published, VersionRow current) {}
