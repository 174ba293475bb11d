package io.hallpulse.serving.access;

import io.hallpulse.serving.Settings;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.URI;
import java.util.Set;

/** Lets only the administrator change anything, and no page of another site in his name. */
@ServerFilter("/**")
final class WriteGuard {
  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Administrator administrator;
  private final @Nullable String publicAuthority;

  WriteGuard(Administrator administrator, Settings settings) {
    this.administrator = administrator;
    var url = settings.publicUrl();
    this.publicAuthority = url == null ? null : URI.create(url).getAuthority();
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    if (READS.contains(request.getMethod())) {
      return;
    }
    refuseOtherSites(request);
    if (!administrator.sent(request)) {
      throw new ServingException(
          Reason.NOT_AUTHENTICATED,
          "%s %s needs the user admin and his password"
              .formatted(request.getMethod(), request.getPath()));
    }
  }

  private void refuseOtherSites(HttpRequest<?> request) {
    var origin = request.getHeaders().get("Origin");
    if (origin != null && !ours(origin, request.getHeaders().get("Host"))) {
      throw new ServingException(
          Reason.CROSS_SITE, "A page of %s may not change anything here".formatted(origin));
    }
  }

  private boolean ours(String origin, @Nullable String host) {
    var authority = origin.replaceFirst("^https?://", "");
    return authority.equalsIgnoreCase(host) || authority.equalsIgnoreCase(publicAuthority);
  }
}
