package io.hallpulse.serving.problem;

import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that PostgreSQL does not answer; any other failure of it is a defect. */
@Singleton
final class DatabaseExceptionHandler implements ExceptionHandler<SQLException, HttpResponse<?>> {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseExceptionHandler.class);

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<?> handle(HttpRequest request, SQLException failure) {
    if (isAbsence(failure)) {
      return Problem.of(
              new ServingException(
                  Reason.REFERENCE_UNAVAILABLE,
                  "PostgreSQL does not answer: reference data is unavailable, live data goes on",
                  failure),
              request)
          .response();
    }
    if (isUnusableValue(failure)) {
      return Problem.of(
              new ServingException(
                  Reason.UNUSABLE_PARAMETER,
                  "The request holds a value that PostgreSQL cannot take",
                  failure),
              request)
          .response();
    }
    LOG.error("{} {} failed", request.getMethod(), request.getPath(), failure);
    return Problem.of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "This request failed on the server; its log says why.",
            request)
        .response();
  }

  /** A text with NUL and its like (class 22). */
  private static boolean isUnusableValue(SQLException failure) {
    var state = failure.getSQLState();
    return state != null && state.startsWith("22");
  }

  /** Connection lost or refused (class 08), or the server is stopping or starting (57P0x). */
  private static boolean isAbsence(SQLException failure) {
    var state = failure.getSQLState();
    return failure instanceof SQLTransientConnectionException
        || state != null && (state.startsWith("08") || state.startsWith("57P"));
  }
}
