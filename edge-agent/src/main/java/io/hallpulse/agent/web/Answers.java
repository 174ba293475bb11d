package io.hallpulse.agent.web;

import io.hallpulse.agent.hall.Refused;
import io.hallpulse.agent.hall.Refused.Reason;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How requests are answered: JSON, or what was wrong by RFC 9457. */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private Answers() {}

  record Problem(String type, String title, int status, String detail, String instance) {}

  static void json(RoutingContext context, int status, Object value) {
    raw(context, status, Json.write(value));
  }

  /** What is JSON already. */
  static void raw(RoutingContext context, int status, String json) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(json);
  }

  static void nothing(RoutingContext context) {
    context.response().setStatusCode(204).end();
  }

  /** Answers with what is made of a result, on the loop, once it is there. */
  @SuppressWarnings("FutureReturnValueIgnored") // both ways are answered
  static <T> void when(
      RoutingContext context, CompletableFuture<T> result, int status, Function<T, Object> shown) {
    result.whenComplete(
        (value, failure) -> {
          if (failure != null) {
            failed(context, failure);
            return;
          }
          try {
            json(context, status, shown.apply(value));
          } catch (RuntimeException e) {
            failed(context, e);
          }
        });
  }

  static void failed(RoutingContext context, @Nullable Throwable failure) {
    var cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof Refused refused) {
      problem(context, refused);
      return;
    }
    int status = context.statusCode();
    if (cause == null && status >= 400) {
      problem(context, "about:blank", "Refused", status, "This cannot be done here");
      return;
    }
    LOG.error("{} {} failed", context.request().method(), context.normalizedPath(), cause);
    problem(context, "about:blank", "Internal error", 500, "The agent has a defect; see its log");
  }

  private static void problem(RoutingContext context, Refused refused) {
    var key = refused.reason().key();
    var words = key.replace('-', ' ');
    if (refused.reason() == Reason.TOO_MANY) {
      context.response().putHeader("Retry-After", "60");
    }
    problem(
        context,
        "urn:hallpulse:problem:" + key,
        Character.toUpperCase(words.charAt(0)) + words.substring(1),
        refused.reason().status(),
        refused.detail());
  }

  private static void problem(
      RoutingContext context, String type, String title, int status, String detail) {
    if (context.response().ended() || context.response().headWritten()) {
      return;
    }
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json")
        .putHeader("Cache-Control", "no-store")
        .end(Json.write(new Problem(type, title, status, detail, context.normalizedPath())));
  }
}
