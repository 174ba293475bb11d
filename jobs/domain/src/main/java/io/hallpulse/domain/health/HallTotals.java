package io.hallpulse.domain.health;

import io.hallpulse.domain.health.DayReadings.Expected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hall's day, for the scopes above it.
 *
 * @param day local date as days since 1970-01-01
 * @param counters those with an index
 * @param isFinal whether it is 06:00 of the next day
 * @param reason kind of the event that brought it
 * @param cardsOnly whether cards fell due though nothing else is known of the day: they count
 *     above, but by themselves make no scope have a row
 */
public record HallTotals(
    String district,
    @Nullable String subdistrict,
    String hallId,
    long day,
    Readings readings,
    Expected expected,
    Cards cards,
    List<Scored> counters,
    boolean isFinal,
    String reason,
    boolean cardsOnly) {

  /** A counter and its index. */
  public record Scored(String counterId, double index) {}
}
