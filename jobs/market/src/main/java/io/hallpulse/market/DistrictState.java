package io.hallpulse.market;

/**
 * How far a district is counted.
 *
 * @param active active entities, counted apart from the ledger
 * @param version changes taken in
 * @param changedFrom first day that is counted otherwise than in the rows; far ahead if none is
 * @param revision of the newest rows, or what they count on from
 * @param settledDay the day as of which they were counted, since 1970
 * @param settledAt when they were counted, microseconds; 0 while there are none
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

  /** So many changes may come before live records of a fresh start are older than those before. */
  private static final int VERSION_BITS = 32;

  /**
   * @param revisionsFrom the highest revision that a row may have had before
   */
  static DistrictState nothing(long revisionsFrom) {
    return new DistrictState(0, revisionsFrom << VERSION_BITS, UNCHANGED, revisionsFrom, 0, 0, 0);
  }

  boolean isSettled() {
    return settledAt > 0;
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

  /** Of a district whose rows are about to be told. */
  DistrictState begun() {
    return new DistrictState(
        active, version, UNCHANGED, revision + 1, settledDay, settledAt, reference);
  }

  /** Of a district whose rows are told. */
  DistrictState settled(Telling told) {
    return new DistrictState(
        active, version, changedFrom, revision, told.day(), told.at(), told.reference());
  }
}
