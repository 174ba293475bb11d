package io.hallpulse.serving.page;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Tells browsers what a page may load and how long an answer may be kept; outermost, so that what
 * another filter refuses says so, too.
 */
@ServerFilter("/**")
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PageHeaders {
  // ECharts sets style attributes on what it draws; all else, scripts above all, is a file of ours.
  private static final String POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr"
          + " 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  @ResponseFilter
  void add(HttpRequest<?> request, MutableHttpResponse<?> response) {
    response.header("Content-Security-Policy", POLICY);
    response.header("X-Content-Type-Options", "nosniff");
    response.header("Referrer-Policy", "no-referrer");
    response.getHeaders().remove("Expires");
    response.getHeaders().set("Cache-Control", caching(request.getPath(), response.code()));
  }

  /** The build puts a hash of the content into the names under /assets/. */
  private static String caching(String path, int status) {
    return path.startsWith("/assets/") && status == 200
        ? "public, max-age=31536000, immutable"
        : "no-store";
  }
}
