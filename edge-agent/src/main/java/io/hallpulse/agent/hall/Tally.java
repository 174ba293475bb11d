package io.hallpulse.agent.hall;

import io.hallpulse.domain.ticket.Rectification;

/**
 * A day's figures of a counter or a clerk.
 *
 * @param called legs that were called
 * @param served services that ended, transfers left out
 * @param handled microseconds of work on those
 * @param good ratings that are not bad
 */
public record Tally(
    int called, int served, int noShow, int notices, int rated, int good, long handled) {
  static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

  Tally plus(Tally more) {
    return new Tally(
        called + more.called,
        served + more.served,
        noShow + more.noShow,
        notices + more.notices,
        rated + more.rated,
        good + more.good,
        handled + more.handled);
  }

  static Tally ofCall() {
    return new Tally(1, 0, 0, 0, 0, 0, 0);
  }

  static Tally ofService(long handled) {
    return new Tally(0, 1, 0, 0, 0, 0, handled);
  }

  static Tally ofNoShow() {
    return new Tally(0, 0, 1, 0, 0, 0, 0);
  }

  static Tally ofNotice() {
    return new Tally(0, 0, 0, 1, 0, 0, 0);
  }

  static Tally ofRating(int level) {
    return new Tally(0, 0, 0, 0, 1, level > Rectification.BAD_LEVEL ? 1 : 0, 0);
  }
}
