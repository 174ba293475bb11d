package io.hallpulse.serving.reference;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.hallpulse.schemas.reference.Clerk;
import io.hallpulse.schemas.reference.ReferenceType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/**
 * One version of one datum.
 *
 * @param type kind of reference data
 * @param id identity within the type
 * @param effectiveFrom from when it holds
 * @param recorded when the master took it
 * @param version grows with every version; of equal effective_from the highest holds
 * @param source who gave it
 * @param value the datum; clerks' names only for the administrator
 */
public record VersionRow(
    String type,
    String id,
    Instant effectiveFrom,
    Instant recorded,
    long version,
    String source,
    @JsonRawValue @Schema(implementation = Object.class, description = "the datum") String value) {
  /** The same without a clerk's name, for readers who need not know it. */
  VersionRow withoutName() {
    return ReferenceType.of(type)
        .filter(kind -> kind == ReferenceType.STAFF)
        .map(staff -> ReferenceType.write(new Clerk(id, null)))
        .map(shown -> new VersionRow(type, id, effectiveFrom, recorded, version, source, shown))
        .orElse(this);
  }
}
