package io.hallpulse.serving.reference;

import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.ReferenceType;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The next days of a district, in its time zone and by its calendar. */
@Singleton
public final class OpenDays {
  private final ReferenceReads reads;

  OpenDays(ReferenceReads reads) {
    this.reads = reads;
  }

  /** A local day. */
  public record Day(Instant start, Instant end, boolean isWorking) {}

  /** Today and the days after it. */
  public List<Day> from(String district, Instant now, int days) throws SQLException {
    var reference = new Reference();
    for (var row : reads.versions(ReferenceType.DISTRICT, district)) {
      add(row, reference);
    }
    var local = reference.days(district);
    LocalDate today = local.date(EventJson.micros(now));
    for (var row : reads.calendar(today, today.plusDays(days))) {
      add(row, reference);
    }
    var found = new ArrayList<Day>();
    for (int i = 0; i < days; i++) {
      var date = today.plusDays(i);
      found.add(
          new Day(
              EventJson.instant(local.start(date.toEpochDay())),
              EventJson.instant(local.end(date.toEpochDay())),
              reference.isWorking(date)));
    }
    return found;
  }

  private static void add(VersionRow row, Reference to) {
    var type = ReferenceType.of(row.type()).orElseThrow();
    if (type.read(row.value()) instanceof Parsed.Accepted<Datum> accepted) {
      to.add(accepted.value(), EventJson.micros(row.effectiveFrom()), row.version());
    }
  }
}
