package io.hallpulse.serving.access;

import io.hallpulse.serving.Settings;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteMatch;
import java.net.URI;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * The only door: finds out who sends a request and whether the policy lets him use that route.
 * Without a route there are only the files of the web app and problems.
 */
@ServerFilter("/**")
final class Guard {
  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Authentication authentication;
  private final Policy policy;
  private final Scope scope;
  private final Buckets requests;
  private final @Nullable String publicAuthority;

  Guard(
      Authentication authentication,
      Policy policy,
      Scope scope,
      AccessSettings access,
      Settings settings) {
    this.authentication = authentication;
    this.policy = policy;
    this.scope = scope;
    this.requests = new Buckets(access.requestsPerMinute(), System::nanoTime);
    var url = settings.publicUrl();
    this.publicAuthority = url == null ? null : URI.create(url).getAuthority();
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  void check(HttpRequest<?> request) throws SQLException {
    var reads = READS.contains(request.getMethod());
    if (!reads) {
      refuseOtherSites(request);
    }
    var match = RouteAttributes.getRouteMatch(request).orElse(null);
    if (!(match instanceof UriRouteMatch<?, ?> route)) {
      return;
    }
    var rule = rule(request, route);
    var caller = caller(request, rule);
    if (request.getPath().startsWith("/api/")) {
      limit(caller);
    }
    if (!policy.allows(caller.role(), rule)) {
      throw Scope.refusal(caller, "%s %s".formatted(request.getMethod(), request.getPath()));
    }
    if (!reads && caller.bySession()) {
      requireOwnPage(request);
    }
    if (route.getVariableValues().get("hallId") instanceof String hallId) {
      scope.require(caller, hallId);
    }
    caller.enter(request);
  }

  private static String rule(HttpRequest<?> request, UriRouteMatch<?, ?> route) {
    var method = request.getMethod() == HttpMethod.HEAD ? HttpMethod.GET : request.getMethod();
    return method + " " + route.getRouteInfo().getUriMatchTemplate().toPathString();
  }

  /** Without PostgreSQL a session cannot be checked; what anybody may see goes on. */
  private Caller caller(HttpRequest<?> request, String rule) throws SQLException {
    try {
      return authentication.identify(request);
    } catch (SQLException e) {
      if (policy.allows(Role.ANONYMOUS, rule)) {
        return Caller.anonymous(request);
      }
      throw e;
    }
  }

  private void limit(Caller caller) {
    requests
        .take(caller.isKnown() ? caller.name() : caller.address())
        .ifPresent(
            wait -> {
              throw ServingException.tooMany("Too many requests", wait);
            });
  }

  private void refuseOtherSites(HttpRequest<?> request) {
    var origin = request.getHeaders().get("Origin");
    if (origin != null && !ours(origin, request.getHeaders().get("Host"))) {
      throw new ServingException(
          Reason.CROSS_SITE, "A page of %s may not change anything here".formatted(origin));
    }
  }

  /** A browser says where a change comes from; a cookie without that is not trusted. */
  private static void requireOwnPage(HttpRequest<?> request) {
    var said =
        Optional.ofNullable(request.getHeaders().get("Sec-Fetch-Site"))
            .map("same-origin"::equals)
            .orElse(request.getHeaders().contains("Origin"));
    if (!said) {
      throw new ServingException(
          Reason.CROSS_SITE,
          "A change by a session needs the header Origin or Sec-Fetch-Site of this server's page");
    }
  }

  private boolean ours(String origin, @Nullable String host) {
    var authority = origin.replaceFirst("^https?://", "");
    return authority.equalsIgnoreCase(host) || authority.equalsIgnoreCase(publicAuthority);
  }
}
