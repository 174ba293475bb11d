package io.hallpulse.serving.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * An entry of the audit.
 *
 * @param number its place in the chain
 * @param actor account or device, {@code -} for nobody known
 * @param role of the actor then
 * @param address that it came from
 * @param action what was done
 * @param subject to what
 * @param detail what else is worth knowing
 * @param previous hash of the entry before
 * @param hash SHA-256 over the previous hash and all fields
 */
@Schema(name = "AuditEntry")
record AuditRow(
    long number,
    Instant at,
    String actor,
    String role,
    String address,
    String action,
    String subject,
    String detail,
    String previous,
    String hash) {}
