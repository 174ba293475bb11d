package io.hallpulse.serving.problem;

import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Turns a failure the caller can act on into its problem. */
@Singleton
final class ServingExceptionHandler implements ExceptionHandler<ServingException, HttpResponse<?>> {
  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<?> handle(HttpRequest request, ServingException failure) {
    var response = Problem.of(failure, request).response();
    var wait = failure.retryAfter();
    if (wait != null) {
      response.header(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds()));
    }
    // A browser would answer a script's request with a dialogue of its own.
    var byScript = "empty".equals(request.getHeaders().get("Sec-Fetch-Dest"));
    if (failure.reason() == Reason.NOT_AUTHENTICATED && !byScript) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"hallpulse\", charset=\"UTF-8\"");
    }
    return response;
  }
}
