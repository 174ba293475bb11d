package io.hallpulse.ingest.simulate;

import java.time.LocalDate;

/**
 * What a hall's clock shows. On some days it drifts away from the true time by up to a minute and a
 * half and is led back; it never jumps, so what happens later is also shown later.
 *
 * @param from when it begins to drift (microseconds since 1970)
 * @param until when it is right again
 * @param most how far it is off meanwhile, negative when it is slow
 */
record HallTime(long from, long until, long most) {
  private static final long DRIFTING = 60 * Agenda.MINUTE;

  static HallTime of(HallPlan hall, LocalDate date, long seed) {
    var chance = Chance.of("clock", seed, hall.hallId(), date);
    if (!chance.in(hall.troubles().clockSkew())) {
      return new HallTime(0, 0, 0);
    }
    long from = hall.micros(date, chance.between(3_600, 15 * 3_600));
    long most = chance.seconds(15, 90);
    return new HallTime(
        from, from + chance.seconds(3 * 3_600, 6 * 3_600), chance.in(0.5) ? most : -most);
  }

  /** What the clock shows at a true time. */
  long shown(long now) {
    return now + offset(now);
  }

  long offset(long now) {
    if (now <= from || now >= until) {
      return 0;
    }
    long part = Math.min(DRIFTING, Math.min(now - from, until - now));
    return Math.round(most * (part / (double) DRIFTING));
  }
}
