package io.hallpulse.ingest.simulate;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A crowd beside the usual visitors: everywhere after bad weather, or in one line before a
 * deadline.
 *
 * @param line where they go, {@link #ANY} for wherever the usual ones go
 * @param fromSecond of the local day
 * @param perMinute how many come
 */
record Surge(int line, int fromSecond, int untilSecond, double perMinute) {
  static final int ANY = -1;

  static Optional<Surge> of(HallPlan hall, LocalDate date, long seed) {
    var day = Chance.of("surge", seed, hall.district(), date);
    if (!day.in(hall.troubles().surges())) {
      return Optional.empty();
    }
    boolean weather = day.in(0.5);
    int from = day.between(9 * 3_600, 14 * 3_600);
    int length = day.between(50 * 60, 90 * 60);
    var here = Chance.of("surge", seed, hall.hallId(), date);
    int line = weather ? ANY : here.below(hall.lines().size());
    double usual = hall.arrivalsPerMinute() * (weather ? 1 : hall.share(line));
    double more = weather ? 0.35 + 0.25 * here.fraction() : 0.6 + 0.4 * here.fraction();
    return Optional.of(new Surge(line, from, from + length, usual * more));
  }
}
