package io.hallpulse.ingest.simulate;

import java.util.Map;

/**
 * What goes wrong in the demo, and how often: shares between 0 (never) and 1 (always).
 *
 * @param lateClerks of rostered sessions whose clerk comes up to 22 minutes late
 * @param absentClerks of rostered sessions whose clerk never comes; somebody else does after a
 *     while
 * @param closures of rostered sessions in which the counter closes once without a word
 * @param surges of the district's working days on which the weather or a deadline brings a crowd
 * @param cameraOutages of the counters' days on which the camera fails for a while
 * @param tabletOutages of the counters' days on which the counter's tablet reaches the hall's
 *     recorder only later: what happened there is recorded late and out of order
 * @param offline of the halls' days on which the hall's uplink is cut for a while and drains later
 * @param clockSkew of the halls' days on which the hall's clock drifts away and is led back
 * @param overdueCases of cases that are closed after their planned end
 * @param openRectifications of bad ratings that nobody takes care of
 * @param appeals of bad ratings that are taken back after an appeal
 * @param repeatedBatches of batches that are sent once more
 * @param shuffledBatches of batches that are sent in two parts, the later one first
 */
record Troubles(
    double lateClerks,
    double absentClerks,
    double closures,
    double surges,
    double cameraOutages,
    double tabletOutages,
    double offline,
    double clockSkew,
    double overdueCases,
    double openRectifications,
    double appeals,
    double repeatedBatches,
    double shuffledBatches) {
  static final Troubles NONE = new Troubles(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The same with some of them so many times as often; 0 switches one off. */
  Troubles times(Map<String, Double> factors) {
    var left = new Factors(factors);
    var scaled =
        new Troubles(
            left.times("late_clerks", lateClerks),
            left.times("absent_clerks", absentClerks),
            left.times("closures", closures),
            left.times("surges", surges),
            left.times("camera_outages", cameraOutages),
            left.times("tablet_outages", tabletOutages),
            left.times("offline", offline),
            left.times("clock_skew", clockSkew),
            left.times("overdue_cases", overdueCases),
            left.times("open_rectifications", openRectifications),
            left.times("appeals", appeals),
            left.times("repeated_batches", repeatedBatches),
            left.times("shuffled_batches", shuffledBatches));
    left.failIfUnknown();
    return scaled;
  }
}
