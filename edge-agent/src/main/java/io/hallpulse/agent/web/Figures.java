package io.hallpulse.agent.web;

import io.hallpulse.agent.hall.Directory;
import io.hallpulse.agent.hall.HallState;
import io.hallpulse.domain.health.Attendance;
import io.hallpulse.domain.health.PostEvidence;
import io.hallpulse.domain.health.Presence;
import io.hallpulse.domain.health.Session;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a counter publishes of its day. Rates are absent while nothing stands behind them.
 *
 * @param onDutyRate attended minutes of the rostered ones of which it is known
 * @param noticeRate services of which one ended in a notice
 * @param satisfactionRate ratings of level 3 and better; only those given at this window
 */
record Figures(
    @Nullable Double onDutyRate,
    int called,
    @Nullable Double noticeRate,
    @Nullable Double satisfactionRate,
    int rated) {

  static Figures of(
      String counterId, HallState state, Directory directory, String district, long now) {
    var tally = state.counterToday(counterId);
    return new Figures(
        onDuty(counterId, state, directory, district, now),
        tally.called(),
        rate(tally.notices(), tally.served()),
        rate(tally.good(), tally.rated()),
        tally.rated());
  }

  private static @Nullable Double rate(int part, int whole) {
    return whole == 0 ? null : Math.min(1, Math.round(1000.0 * part / whole) / 1000.0);
  }

  /** By the domain's presence: what the index calls attended. */
  private static @Nullable Double onDuty(
      String counterId, HallState state, Directory directory, String district, long now) {
    var days = state.days();
    var date = LocalDate.ofEpochDay(days.of(now));
    var rosters = directory.rosters(counterId, date);
    if (rosters.isEmpty() || state.day() != date.toEpochDay()) {
      return null;
    }
    var evidence = PostEvidence.of(state.evidence(counterId));
    int attended = 0;
    int known = 0;
    for (var roster : rosters) {
      var session =
          new Session(
              counterId,
              roster.staffId(),
              days.at(date, roster.start()),
              days.at(date, roster.end()));
      var rules = directory.reference().rules(district, session.start());
      var attendance = new Attendance(session, evidence, rules, days.start(date.toEpochDay()));
      for (var minute : attendance.minutes(now, instant -> 0)) {
        attended += minute.presence() == Presence.ATTENDED ? 1 : 0;
        known += minute.presence() == Presence.UNKNOWN ? 0 : 1;
      }
    }
    return rate(attended, known);
  }
}
