package io.hallpulse.serving.reference;

import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.ServiceItem;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Data that are too many to be kept in memory, as they hold at a time. */
@Singleton
public final class Reading {
  private static final int PAGE = 5_000;

  private final ReferenceReads reads;
  private final Clock clock;

  Reading(ReferenceReads reads, Clock clock) {
    this.reads = reads;
    this.clock = clock;
  }

  /** All of a kind, in the order of their ids. */
  public <T extends Datum> List<T> holding(ReferenceType type, Class<T> as, Instant at)
      throws SQLException {
    var found = new ArrayList<T>();
    for (int from = 0; ; from += PAGE) {
      var rows = reads.current(type, at, PAGE, from);
      for (var row : rows) {
        // What stands in the master was checked when it came.
        if (type.read(row.value()) instanceof Parsed.Accepted<Datum> accepted) {
          found.add(as.cast(accepted.value()));
        }
      }
      if (rows.size() < PAGE) {
        return found;
      }
    }
  }

  /** Grows with every change of reference data. */
  public long newestVersion() throws SQLException {
    return reads.newestVersion();
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
