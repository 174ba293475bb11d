package io.hallpulse.agent.web;

import io.hallpulse.agent.hall.Refused;
import io.hallpulse.agent.hall.Refused.Reason;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only way to what begins with /api/v1: a token opens the paths of its role (and counter), and
 * nothing else.
 */
final class Door {
  private static final String COOKIE = "hallpulse_device";
  private static final String DEVICE = "hallpulse.device";
  private static final Set<String> FOR_ALL = Set.of("/api/v1/info", "/api/v1/session");

  private final Access access;

  Door(Access access) {
    this.access = access;
  }

  record Entering(String token) {}

  record Entered(String role, @Nullable String counterId, String path) {}

  void check(RoutingContext context) {
    refuseOtherSites(context);
    var path = context.normalizedPath();
    if (!FOR_ALL.contains(path)) {
      var device = access.device(token(context));
      if (device.isEmpty()) {
        throw new Refused(Reason.NOT_AUTHENTICATED, "A device's token is needed");
      }
      context.put(DEVICE, device.get());
      var own = device.get().path();
      if (!path.equals(own) && !path.startsWith(own + "/")) {
        throw new Refused(
            Reason.NOT_ALLOWED, "%s opens %s only".formatted(device.get().name(), own));
      }
    }
    context.next();
  }

  /** Who calls; only behind the door. */
  static Access.Device device(RoutingContext context) {
    return Objects.requireNonNull(context.<Access.Device>get(DEVICE));
  }

  private static @Nullable String token(RoutingContext context) {
    var header = context.request().getHeader("Authorization");
    if (header != null && header.startsWith("Bearer ")) {
      return header.substring("Bearer ".length()).strip();
    }
    return Optional.ofNullable(context.request().getCookie(COOKIE))
        .map(Cookie::getValue)
        .orElse(null);
  }

  private static void refuseOtherSites(RoutingContext context) {
    var request = context.request();
    if (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD)) {
      return;
    }
    var origin = request.getHeader("Origin");
    if (origin != null
        && !origin
            .replaceFirst("^https?://", "")
            .equalsIgnoreCase(String.valueOf(request.getHeader("Host")))) {
      throw new Refused(
          Reason.NOT_ALLOWED, "A page of %s may not change anything here".formatted(origin));
    }
    var type = request.getHeader("Content-Type");
    if (!request.method().equals(HttpMethod.DELETE)
        && (type == null || !type.startsWith("application/json"))) {
      throw Refused.unusable("Content-Type must be application/json");
    }
  }

  /** Whether the page came over TLS; a device in between says how it came to that. */
  private static boolean isSecret(HttpServerRequest request) {
    var before = request.getHeader("X-Forwarded-Proto");
    return before == null ? request.isSSL() : before.equals("https");
  }

  void enter(RoutingContext context) {
    var token =
        Json.required(Json.read(context.body().asString(), Entering.class).token(), "token");
    var device =
        access
            .device(token)
            .orElseThrow(() -> new Refused(Reason.NOT_AUTHENTICATED, "The token is unknown"));
    context
        .response()
        .addCookie(
            Cookie.cookie(COOKIE, token)
                .setPath(device.path())
                .setHttpOnly(true)
                .setSecure(isSecret(context.request()))
                .setSameSite(CookieSameSite.STRICT)
                .setMaxAge(10L * 365 * 24 * 3600));
    Answers.json(context, 200, new Entered(device.role(), device.counterId(), device.path()));
  }
}
