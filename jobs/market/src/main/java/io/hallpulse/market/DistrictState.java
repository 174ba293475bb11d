package io.hallpulse.market;

/**
 * How far a district is counted.
 *
 * @param active active entities, counted apart from the ledger
 * @param version changes taken in
 * @param changedFrom first day that is counted otherwise than in the rows; far ahead if none is
 * @param revision of the newest rows, 0 while there are none
 * @param settledDay the day as of which they were counted, since 1970
 * @param settledAt when they were counted, microseconds
 * @param reference what they rested on
 */
public record DistrictState(
    long active,
    long version,
    int changedFrom,
    long revision,
    int settledDay,
    long settledAt,
    long reference) {
  static final int UNCHANGED = Integer.MAX_VALUE;

  static DistrictState nothing() {
    return new DistrictState(0, 0, UNCHANGED, 0, 0, 0, 0);
  }

  DistrictState with(int activeMore, int firstChanged) {
    return new DistrictState(
        active + activeMore,
        version + 1,
        Math.min(changedFrom, firstChanged),
        revision,
        settledDay,
        settledAt,
        reference);
  }

  DistrictState settled(int day, long at, long restingOn) {
    return new DistrictState(active, version, UNCHANGED, revision + 1, day, at, restingOn);
  }
}
