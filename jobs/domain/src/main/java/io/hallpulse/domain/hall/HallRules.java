package io.hallpulse.domain.hall;

/**
 * The numbers that a hall's rules need and that reference data will be able to change.
 *
 * @param serviceLevelSeconds wait up to which a call is in time
 * @param liveMinutes span that live numbers look back on
 * @param maxCalls calls allowed in one leg
 * @param idleSeconds silence after which time passes without a source
 * @param retentionDays days after a ticket's local day for which it can still be corrected here;
 *     later corrections need a back-fill. The 5th working day, to which a rating counts, may be 14
 *     days on (around the National Day)
 * @param forecastsPerSecond of waits that a hall may make by the server's clock, so that a hall
 *     that catches up costs no more; 0 for none
 */
public record HallRules(
    int serviceLevelSeconds,
    int liveMinutes,
    int maxCalls,
    int idleSeconds,
    int retentionDays,
    int forecastsPerSecond) {

  /** As domain.md says. */
  public static HallRules defaults() {
    return new HallRules(900, 60, 3, 60, 15, 10);
  }
}
