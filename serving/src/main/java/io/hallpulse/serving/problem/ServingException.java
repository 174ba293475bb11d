package io.hallpulse.serving.problem;

import io.micronaut.http.HttpStatus;
import java.util.Locale;

/** A failure the caller can act on; anything else is a defect and becomes a plain 500. */
public final class ServingException extends RuntimeException {
  /** What kind of failure it is; its name is the last part of the problem's type. */
  public enum Reason {
    UNKNOWN_HALL(HttpStatus.NOT_FOUND),
    UNKNOWN_CASE(HttpStatus.NOT_FOUND),
    UNKNOWN_REFERENCE(HttpStatus.NOT_FOUND),
    UNUSABLE_REFERENCE(HttpStatus.BAD_REQUEST),
    UNUSABLE_PARAMETER(HttpStatus.BAD_REQUEST),
    NOT_AUTHENTICATED(HttpStatus.UNAUTHORIZED),
    CROSS_SITE(HttpStatus.FORBIDDEN),
    REFERENCE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    HISTORY_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

    private final HttpStatus status;

    Reason(HttpStatus status) {
      this.status = status;
    }

    public HttpStatus status() {
      return status;
    }

    String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private final Reason reason;

  /**
   * @param detail says what was wrong and gives the value
   */
  public ServingException(Reason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  public ServingException(Reason reason, String detail, Throwable cause) {
    super(detail, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** What was wrong, with the value. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
