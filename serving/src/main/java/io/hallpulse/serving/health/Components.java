package io.hallpulse.serving.health;

/**
 * What this server depends on.
 *
 * @param postgresql reference data
 * @param kafka live state, publishing of reference data
 * @param job the hall job, judged by the arrival of live records
 * @param trino history
 * @param ledger whether every event is stored once, as the reconciler found
 */
public record Components(
    ComponentHealth postgresql,
    ComponentHealth kafka,
    ComponentHealth job,
    ComponentHealth trino,
    ComponentHealth ledger) {}
