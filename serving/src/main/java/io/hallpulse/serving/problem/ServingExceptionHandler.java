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
    if (failure.reason() == Reason.NOT_AUTHENTICATED) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"hallpulse\", charset=\"UTF-8\"");
    }
    return response;
  }
}
