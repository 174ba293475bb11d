package io.hallpulse.serving.problem;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.Locale;

/** A failure the caller can act on; anything else is a defect and becomes a plain 500. */
public final class ServingException extends RuntimeException {
  /** What kind of failure it is; its name is the last part of the problem's type. */
  public enum Reason {
    UNKNOWN_HALL(HttpStatus.NOT_FOUND),
    UNKNOWN_CASE(HttpStatus.NOT_FOUND),
    UNKNOWN_TICKET(HttpStatus.NOT_FOUND),
    UNKNOWN_SCORE(HttpStatus.NOT_FOUND),
    UNKNOWN_REPORT(HttpStatus.NOT_FOUND),
    UNKNOWN_TIME(HttpStatus.NOT_FOUND),
    UNKNOWN_REFERENCE(HttpStatus.NOT_FOUND),
    UNUSABLE_REFERENCE(HttpStatus.BAD_REQUEST),
    UNUSABLE_PARAMETER(HttpStatus.BAD_REQUEST),
    UNKNOWN_ACCOUNT(HttpStatus.NOT_FOUND),
    UNUSABLE_ACCOUNT(HttpStatus.BAD_REQUEST),
    UNKNOWN_DEVICE(HttpStatus.NOT_FOUND),
    UNUSABLE_DEVICE(HttpStatus.BAD_REQUEST),
    REPLACED(HttpStatus.CONFLICT),
    UNUSABLE_RATING(HttpStatus.BAD_REQUEST),
    UNKNOWN_TOKEN(HttpStatus.NOT_FOUND),
    USED_TOKEN(HttpStatus.CONFLICT),
    EXPIRED_TOKEN(HttpStatus.GONE),
    UNKNOWN_NOTICE(HttpStatus.NOT_FOUND),
    UNUSABLE_NOTICE(HttpStatus.BAD_REQUEST),
    NOTICE_FIXED(HttpStatus.CONFLICT),
    UNKNOWN_APPOINTMENT(HttpStatus.NOT_FOUND),
    UNUSABLE_APPOINTMENT(HttpStatus.BAD_REQUEST),
    SLOT_TAKEN(HttpStatus.CONFLICT),
    ENOUGH_APPOINTMENTS(HttpStatus.CONFLICT),
    UNUSABLE_WITHDRAWAL(HttpStatus.BAD_REQUEST),
    UNKNOWN_ALARM(HttpStatus.NOT_FOUND),
    UNUSABLE_COMMENT(HttpStatus.BAD_REQUEST),
    ALARM_CLEARED(HttpStatus.CONFLICT),
    ALREADY_DECIDED(HttpStatus.CONFLICT),
    UNKNOWN_COUNTER(HttpStatus.NOT_FOUND),
    UNUSABLE_LINK(HttpStatus.FORBIDDEN),
    EXPIRED_LINK(HttpStatus.GONE),
    NO_CAMERA(HttpStatus.NOT_FOUND),
    VIDEO_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    OTHER_CONTENT(HttpStatus.CONFLICT),
    UNKNOWN_ECONOMY(HttpStatus.NOT_FOUND),
    UNKNOWN_MAP(HttpStatus.NOT_FOUND),
    UNKNOWN_EVENT(HttpStatus.NOT_FOUND),
    UNUSABLE_EVENT(HttpStatus.BAD_REQUEST),
    VERDICT_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    NOT_AUTHENTICATED(HttpStatus.UNAUTHORIZED),
    NOT_ALLOWED(HttpStatus.FORBIDDEN),
    NO_ROLE(HttpStatus.FORBIDDEN),
    NO_IDENTITY_PROVIDER(HttpStatus.NOT_FOUND),
    IDENTITY_PROVIDER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    TOO_MANY(HttpStatus.TOO_MANY_REQUESTS),
    CROSS_SITE(HttpStatus.FORBIDDEN),
    EVENTS_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
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
  private final @Nullable Duration retryAfter;

  /**
   * @param detail says what was wrong and gives the value
   */
  public ServingException(Reason reason, String detail) {
    this(reason, detail, null, null);
  }

  public ServingException(Reason reason, String detail, Throwable cause) {
    this(reason, detail, cause, null);
  }

  private ServingException(
      Reason reason, String detail, @Nullable Throwable cause, @Nullable Duration retryAfter) {
    super(detail, cause);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  /** Somebody asks more often than is good for all. */
  public static ServingException tooMany(String what, Duration wait) {
    var seconds = wait.toSeconds() + 1;
    return new ServingException(
        Reason.TOO_MANY,
        "%s; try again in %d s".formatted(what, seconds),
        null,
        Duration.ofSeconds(seconds));
  }

  /** How long to wait before it is worth to try again; null if waiting does not help. */
  @Nullable
  Duration retryAfter() {
    return retryAfter;
  }

  public Reason reason() {
    return reason;
  }

  /** What was wrong, with the value. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
