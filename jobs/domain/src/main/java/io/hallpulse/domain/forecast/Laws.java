package io.hallpulse.domain.forecast;

/**
 * What a hall's counters have taught about how long things last. All but the occupations are in
 * seconds.
 *
 * @param turnover from a counter's being free to its next call while somebody waits
 * @param answer from somebody's coming to the call by a counter that was free
 * @param away from nobody's being seen at an open counter to its next call
 * @param shut from a counter's closing or pausing to its next call
 * @param dry for how long somebody waits in a queue without an open counter until one calls
 */
record Laws(
    Occupations occupations,
    DurationLaw turnover,
    DurationLaw answer,
    DurationLaw away,
    DurationLaw shut,
    DurationLaw dry) {

  /** The law of what keeps an open, free counter from calling. */
  DurationLaw gap(Post post, long ready) {
    if (post.absentSince() != Post.NEVER) {
      return away;
    }
    return ready > post.since() ? answer : turnover;
  }
}
