package io.hallpulse.serving.reference;

import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.ServiceItem;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/** Single data that are too many to be kept in memory, as they hold now. */
@Singleton
public final class Reading {
  private final ReferenceReads reads;
  private final Clock clock;

  Reading(ReferenceReads reads, Clock clock) {
    this.reads = reads;
    this.clock = clock;
  }

  public Optional<ServiceItem> item(String itemCode) throws SQLException {
    return reads
        .current(ReferenceType.ITEM, itemCode, clock.instant())
        .map(row -> ReferenceType.ITEM.read(row.value()))
        .flatMap(
            parsed ->
                parsed instanceof Parsed.Accepted<Datum> accepted
                        && accepted.value() instanceof ServiceItem item
                    ? Optional.of(item)
                    : Optional.empty());
  }
}
