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
import java.util.List;

/** Until when a service may be rated, by the district's rules, calendar and time zone. */
@Singleton
public final class RatingDeadline {
  /** Working days never take longer, whatever the holidays. */
  private static final int MOST_DAYS = 60;

  private final ReferenceReads reads;

  RatingDeadline(ReferenceReads reads) {
    this.reads = reads;
  }

  /** The end of the last local day on which a rating is genuine. */
  public Instant of(String district, Instant serviceEnded) throws SQLException {
    var reference = new Reference();
    add(reads.versions(ReferenceType.DISTRICT, district), reference);
    add(reads.versions(ReferenceType.RULESET, district), reference);
    long ended = EventJson.micros(serviceEnded);
    var days = reference.days(district);
    LocalDate date = days.date(ended);
    add(reads.calendar(date, date.plusDays(MOST_DAYS)), reference);
    int workingDays = reference.rules(district, ended).bad().workingDays();
    var last = reference.workingDayAfter(date, workingDays);
    return EventJson.instant(days.end(last.toEpochDay()));
  }

  private static void add(List<VersionRow> rows, Reference to) {
    for (var row : rows) {
      var type = ReferenceType.of(row.type()).orElseThrow();
      if (type.read(row.value()) instanceof Parsed.Accepted<Datum> accepted) {
        to.add(accepted.value(), EventJson.micros(row.effectiveFrom()), row.version());
      }
    }
  }
}
