package io.hallpulse.schemas.alarm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** What an alarm is raised for; the names stand in tables, rule sets and on screens. */
public enum AlarmRule {
  /** The live index of a hall, subdistrict or district is under its line. */
  INDEX_LOW(AlarmSeverity.MAJOR),
  /** The category shown of a counter, unit or hall is bad. */
  CATEGORY_BAD(AlarmSeverity.MINOR),
  /** Somebody has been waiting in a queue for too long. */
  WAIT_LONG(AlarmSeverity.MAJOR),
  /** One of ten calls of the last hour came too late. */
  WAIT_P90(AlarmSeverity.MINOR),
  /** People wait and nobody has been at the counter for long. */
  COUNTER_UNATTENDED(AlarmSeverity.MAJOR),
  /** A device says nothing. */
  SOURCE_SILENT(AlarmSeverity.MINOR),
  /** All devices of a hall say nothing. */
  HALL_SILENT(AlarmSeverity.CRITICAL),
  /** A hall's time is far behind the server's clock: what is shown of it is old. */
  HALL_STALE(AlarmSeverity.MAJOR),
  /** A device told of a fault of its own. */
  DEVICE_FAULT(AlarmSeverity.MINOR),
  /** Who gave a bad rating should have been contacted by now. */
  CONTACT_OVERDUE(AlarmSeverity.MINOR),
  /** A bad rating is soon to be put right, and is not. */
  RECTIFICATION_DUE(AlarmSeverity.MINOR),
  /** It should have been by now. */
  RECTIFICATION_OVERDUE(AlarmSeverity.MAJOR),
  /** Ratings of a counter are equal within seconds, or come from the device of the rated clerk. */
  RATING_SUSPECT(AlarmSeverity.MINOR),
  /** An administrator found that a rating was tampered with. */
  RATING_TAMPERED(AlarmSeverity.CRITICAL),
  /** Events that had arrived are not in the lake. */
  LEDGER_LOST(AlarmSeverity.CRITICAL),
  /** Events are in the lake more than once. */
  LEDGER_DOUBLED(AlarmSeverity.CRITICAL),
  /** Events are in the lake under a wrong day. */
  LEDGER_MISDATED(AlarmSeverity.MAJOR),
  /** The lake is behind the topic. */
  LEDGER_BEHIND(AlarmSeverity.MAJOR),
  /** Batches came from who may not write them. */
  LEDGER_DENIED(AlarmSeverity.MAJOR);

  private static final int ID_BYTES = 8;

  private final AlarmSeverity severity;

  AlarmRule(AlarmSeverity severity) {
    this.severity = severity;
  }

  public AlarmSeverity severity() {
    return severity;
  }

  /** The name in tables: {@code wait_long}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The name of an alarm: the same for the same cause raised at the same time (microseconds), so
   * that whoever folds the input again finds it again.
   */
  public String alarmId(String cause, long raisedAt) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var hash = digest.digest((cause + "@" + raisedAt).getBytes(UTF_8));
      return key() + "-" + HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** The rule of that name, empty if there is none. */
  public static Optional<AlarmRule> of(String key) {
    return Arrays.stream(values()).filter(rule -> rule.key().equals(key)).findFirst();
  }
}
