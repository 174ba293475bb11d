package io.hallpulse.serving.appointment;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * When halls take appointments.
 *
 * @param hours HALLPULSE_APPOINTMENT_HOURS: sessions of a day, local
 * @param minutes HALLPULSE_APPOINTMENT_MINUTES: length of a slot
 * @param days HALLPULSE_APPOINTMENT_DAYS: how many days ahead
 * @param holidays HALLPULSE_APPOINTMENT_HOLIDAYS: whether also on days that are no working days
 */
@Singleton
record BookingSettings(
    @Value("${hallpulse.appointment.hours:`09:00-12:00,13:30-17:00`}") String hours,
    @Value("${hallpulse.appointment.minutes:30}") int minutes,
    @Value("${hallpulse.appointment.days:7}") int days,
    @Value("${hallpulse.appointment.holidays:false}") boolean holidays) {
  private static final int DAY = 24 * 60;
  private static final Pattern SESSION =
      Pattern.compile("([0-2][0-9]):([0-5][0-9])-([0-2][0-9]):([0-5][0-9])");

  BookingSettings {
    if (minutes < 5 || minutes > DAY) {
      throw new IllegalArgumentException(
          "HALLPULSE_APPOINTMENT_MINUTES must be 5 to %d, got %d".formatted(DAY, minutes));
    }
    if (days < 1 || days > 60) {
      throw new IllegalArgumentException("HALLPULSE_APPOINTMENT_DAYS must be 1 to 60, got " + days);
    }
    sessions(hours);
  }

  Duration slot() {
    return Duration.ofMinutes(minutes);
  }

  /** Minutes of a day at which slots begin. */
  List<Integer> begins() {
    var begins = new ArrayList<Integer>();
    for (var session : sessions(hours)) {
      for (int at = session.from(); at + minutes <= session.until(); at += minutes) {
        begins.add(at);
      }
    }
    return begins;
  }

  private record Session(int from, int until) {}

  private static List<Session> sessions(String hours) {
    var sessions = new ArrayList<Session>();
    for (var text : hours.split(",", -1)) {
      var found = SESSION.matcher(text.strip());
      if (!found.matches()) {
        throw unusable(text);
      }
      var session =
          new Session(
              minute(found.group(1), found.group(2)), minute(found.group(3), found.group(4)));
      if (session.from() >= session.until() || session.until() > DAY) {
        throw unusable(text);
      }
      sessions.add(session);
    }
    return sessions;
  }

  private static int minute(String hour, String minute) {
    return Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
  }

  private static IllegalArgumentException unusable(String text) {
    return new IllegalArgumentException(
        "HALLPULSE_APPOINTMENT_HOURS must be sessions such as 09:00-12:00,13:30-17:00, got "
            + text);
  }
}
