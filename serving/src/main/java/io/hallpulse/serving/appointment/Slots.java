package io.hallpulse.serving.appointment;

import io.hallpulse.serving.reference.OpenDays;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When one may come: one visitor for each counter of the unit in each slot, so that whoever walks
 * in finds the rest of the time free.
 */
@Singleton
final class Slots {
  private final BookingSettings settings;
  private final OpenDays days;

  Slots(BookingSettings settings, OpenDays days) {
    this.settings = settings;
    this.days = days;
  }

  static int places(Offers.Offer offer) {
    return Math.max(1, offer.counters());
  }

  /** Those that have not ended. A day of a changed clock has the slots of its hours. */
  List<Instant> next(String district, Instant now) throws SQLException {
    var next = new ArrayList<Instant>();
    for (var day : days.from(district, now, settings.days())) {
      if (!day.isWorking() && !settings.holidays()) {
        continue;
      }
      for (var begin : settings.begins()) {
        var time = day.start().plus(Duration.ofMinutes(begin));
        var end = time.plus(settings.slot());
        if (end.isAfter(now) && !end.isAfter(day.end())) {
          next.add(time);
        }
      }
    }
    return next;
  }
}
