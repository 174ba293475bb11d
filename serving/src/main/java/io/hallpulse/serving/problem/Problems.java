package io.hallpulse.serving.problem;

import io.micronaut.context.annotation.Primary;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/** Gives the server's own errors (unknown path, bad JSON, wrong method) the form of a problem. */
@Singleton
@Primary
final class Problems implements ErrorResponseProcessor<Problem> {
  @Override
  public MutableHttpResponse<Problem> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    var status = response.status();
    var problem = Problem.of(status, detail(context, status), context.getRequest());
    return response.contentType(Problem.MEDIA_TYPE).body(problem);
  }

  private static String detail(ErrorContext context, HttpStatus status) {
    if (status.getCode() >= 500) {
      // The log has the cause; a defect's message may show more than a caller should see.
      return "This request failed on the server; its log says why.";
    }
    var said =
        context.getErrors().stream()
            .map(Error::getMessage)
            .filter(message -> !message.isBlank())
            .collect(Collectors.joining("; "));
    return said.isEmpty() ? said(context.getRequest().getPath(), status) : said;
  }

  private static String said(@Nullable String path, HttpStatus status) {
    return "%s: %s".formatted(path, status.getReason());
  }
}
