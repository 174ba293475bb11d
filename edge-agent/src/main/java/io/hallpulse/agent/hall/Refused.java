package io.hallpulse.agent.hall;

import java.util.Locale;

/** Something the caller can act on; anything else is a defect and becomes a plain 500. */
public final class Refused extends RuntimeException {
  /** What was wrong, and the HTTP status that says so. */
  public enum Reason {
    NOT_AUTHENTICATED(401),
    NOT_ALLOWED(403),
    WRONG_PIN(403),
    UNKNOWN(404),
    UNUSABLE(400),
    TOO_MANY(429),
    ILLEGAL_STEP(409),
    NOBODY_SIGNED_IN(409),
    NOTHING_WAITS(409),
    NO_NUMBERS_LEFT(409),
    HALL_CLOSED(409),
    NOT_IDENTIFIED(422),
    NO_SUCH_DEVICE(503),
    STORE_UNAVAILABLE(503),
    FENCED(503),
    HISTORY_UNREACHABLE(503),
    QUEUE_UNREACHABLE(502);

    private final int status;

    Reason(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }

    /** As in {@code illegal-step}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Reason reason;

  public Refused(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  public static Refused unusable(String detail) {
    return new Refused(Reason.UNUSABLE, detail);
  }

  public static Refused unknown(String what, String id) {
    return new Refused(Reason.UNKNOWN, "There is no %s %s".formatted(what, id));
  }

  public static Refused illegal(String detail) {
    return new Refused(Reason.ILLEGAL_STEP, detail);
  }
}
