package io.hallpulse.domain.hall;

import io.hallpulse.domain.time.HallClock;

/**
 * How far a hall has been folded.
 *
 * @param district of its last batch
 * @param hallTime microseconds, {@link HallClock#UNSET} before the first event
 * @param folded events taken in, each once; the version of live records
 * @param repeats events dropped because they had been seen
 * @param unreadable entries that could not be decoded
 * @param refused events that stand in the list of refused ones now
 * @param arrived broker's time of the last batch, microseconds
 * @param revisionsFrom the highest revision that rows of the hall had before it began; an even
 *     number, 0 unless state was lost and the hall is folded anew
 */
public record HallProgress(
    String district,
    long hallTime,
    long folded,
    long repeats,
    long unreadable,
    long refused,
    long arrived,
    long revisionsFrom) {

  public static HallProgress begin(long revisionsFrom) {
    return new HallProgress("", HallClock.UNSET, 0, 0, 0, 0, 0, revisionsFrom);
  }

  HallProgress taking(String fromDistrict, long fresh, long repeated, long at) {
    return new HallProgress(
        fromDistrict,
        hallTime,
        folded + fresh,
        repeats + repeated,
        unreadable,
        refused,
        at,
        revisionsFrom);
  }

  HallProgress at(long time) {
    return new HallProgress(
        district, time, folded, repeats, unreadable, refused, arrived, revisionsFrom);
  }

  HallProgress withUnreadable(long more) {
    return new HallProgress(
        district, hallTime, folded, repeats, unreadable + more, refused, arrived, revisionsFrom);
  }

  HallProgress withRefused(long more) {
    return new HallProgress(
        district, hallTime, folded, repeats, unreadable, refused + more, arrived, revisionsFrom);
  }
}
