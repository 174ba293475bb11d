package io.hallpulse.serving.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import java.util.Optional;
import java.util.Set;

/** The cookie that a signed-in browser sends. */
final class SessionCookie {
  private static final String NAME = "hallpulse_session";
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private SessionCookie() {}

  /** The token, unless a page of another origin had the request sent. */
  static Optional<String> of(HttpRequest<?> request) {
    var from = request.getHeaders().get("Sec-Fetch-Site");
    return from == null || OWN.contains(from)
        ? request.getCookies().findCookie(NAME).map(Cookie::getValue)
        : Optional.empty();
  }

  /** Scripts never see it, other sites never send it, and it ends with the browser. */
  static String set(String token, boolean https) {
    return "%s=%s; Path=/; HttpOnly; SameSite=Strict%s"
        .formatted(NAME, token, https ? "; Secure" : "");
  }

  static String cleared() {
    return NAME + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0";
  }
}
