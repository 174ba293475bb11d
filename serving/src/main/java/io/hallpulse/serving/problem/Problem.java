package io.hallpulse.serving.problem;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * An error as RFC 9457 describes it.
 *
 * @param type what kind of problem, {@code about:blank} when the status says it all
 * @param title the kind in words
 * @param status the HTTP status
 * @param detail what was wrong this time
 * @param instance the path that was asked for
 */
@Schema(description = "Problem details of RFC 9457")
public record Problem(String type, String title, int status, String detail, String instance) {
  public static final String CONTENT_TYPE = "application/problem+json";
  static final MediaType MEDIA_TYPE = MediaType.of(CONTENT_TYPE);

  public static Problem of(ServingException failure, HttpRequest<?> request) {
    var reason = failure.reason();
    return new Problem(
        "urn:hallpulse:problem:" + reason.words().replace(' ', '-'),
        capitalized(reason.words()),
        reason.status().getCode(),
        failure.detail(),
        request.getPath());
  }

  public static Problem of(HttpStatus status, String detail, HttpRequest<?> request) {
    return new Problem(
        "about:blank", status.getReason(), status.getCode(), detail, request.getPath());
  }

  /** The answer with this problem as its body. */
  public MutableHttpResponse<Problem> response() {
    return HttpResponse.<Problem>status(HttpStatus.valueOf(status))
        .contentType(MEDIA_TYPE)
        .body(this);
  }

  private static String capitalized(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
