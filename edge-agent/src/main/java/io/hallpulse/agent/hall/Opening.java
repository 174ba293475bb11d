package io.hallpulse.agent.hall;

import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.reference.Roster;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a kiosk gives tickets: from half an hour before the day's first rostered session to the
 * end of its last, and whenever a clerk is at a counter. A hall that rosters nobody is always open.
 *
 * @param opensAt local HH:MM of today if the hall is closed and opens yet, else null
 */
public record Opening(boolean isOpen, @Nullable String opensAt) {
  private static final Duration BEFORE = Duration.ofMinutes(30);
  private static final String MIDNIGHT = "24:00";

  /** A hall that rosters does so for some day near by; then a day without is a day off. */
  private static final int NEAR_DAYS = 7;

  private static final Opening OPEN = new Opening(true, null);
  private static final Opening CLOSED = new Opening(false, null);

  /** Refuses whoever takes a ticket by himself while nobody is there to serve him. */
  public void require() {
    if (!isOpen) {
      throw new Refused(
          Refused.Reason.HALL_CLOSED,
          opensAt == null
              ? "The hall is closed today; tickets are given on its next working day"
              : "The hall is closed; tickets are given from %s on".formatted(opensAt));
    }
  }

  /** Of a hall at a time, in microseconds. */
  public static Opening of(Directory directory, HallState state, long micros) {
    boolean isManned =
        directory.counters().stream()
            .anyMatch(counter -> state.post(counter.counterId()).staffId() != null);
    if (isManned) {
      return OPEN;
    }
    var now = EventJson.instant(micros).atZone(directory.zone());
    var sessions = sessions(directory, now.toLocalDate());
    if (sessions.isEmpty()) {
      return rostersNear(directory, now.toLocalDate()) ? CLOSED : OPEN;
    }
    return within(sessions, now);
  }

  private static Opening within(List<Roster> sessions, ZonedDateTime now) {
    var first = LocalTime.parse(sessions.get(0).start());
    var from = first.isBefore(LocalTime.MIN.plus(BEFORE)) ? LocalTime.MIN : first.minus(BEFORE);
    var last = sessions.stream().map(Roster::end).max(Comparator.naturalOrder()).orElse(MIDNIGHT);
    var time = now.toLocalTime();
    if (time.isBefore(from)) {
      return new Opening(false, from.toString());
    }
    return last.equals(MIDNIGHT) || time.isBefore(LocalTime.parse(last)) ? OPEN : CLOSED;
  }

  private static List<Roster> sessions(Directory directory, LocalDate day) {
    return directory.counters().stream()
        .flatMap(counter -> directory.rosters(counter.counterId(), day).stream())
        .sorted(Comparator.comparing(Roster::start))
        .toList();
  }

  private static boolean rostersNear(Directory directory, LocalDate day) {
    for (int i = -NEAR_DAYS; i <= NEAR_DAYS; i++) {
      if (!sessions(directory, day.plusDays(i)).isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
