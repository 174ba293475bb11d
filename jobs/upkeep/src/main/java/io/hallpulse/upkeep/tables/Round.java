package io.hallpulse.upkeep.tables;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What counts as old in one round of upkeep.
 *
 * @param openDay it and later days are left alone
 * @param quietSince a day that was added to since then may be added to again
 * @param keptSince snapshots since then are kept
 * @param orphansBefore files that no snapshot knows go when they are older; null if this round does
 *     not look for them
 */
public record Round(
    LocalDate openDay, Instant quietSince, Instant keptSince, @Nullable Instant orphansBefore) {
  private static final Duration QUIET = Duration.ofHours(1);
  private static final Duration KEPT = Duration.ofHours(24);
  private static final Duration ORPHANS_KEPT = Duration.ofDays(3);

  /**
   * The round that is due at a time.
   *
   * @param zone in which a day ends
   * @param orphans whether it also looks for orphans, which takes long
   */
  public static Round at(Instant now, ZoneId zone, boolean orphans) {
    return new Round(
        LocalDate.ofInstant(now, zone),
        now.minus(QUIET),
        now.minus(KEPT),
        orphans ? now.minus(ORPHANS_KEPT) : null);
  }
}
