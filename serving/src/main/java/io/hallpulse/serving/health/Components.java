package io.hallpulse.serving.health;

/**
 * What this server depends on.
 *
 * @param postgresql reference data
 * @param kafka live state, publishing of reference data
 * @param job the hall job, judged by the arrival of live records
 * @param trino history
 */
public record Components(
    ComponentHealth postgresql,
    ComponentHealth kafka,
    ComponentHealth job,
    ComponentHealth trino) {}
