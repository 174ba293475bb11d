package io.hallpulse.serving.page;

import io.hallpulse.serving.problem.Problem;
import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.server.types.files.StreamedFile;
import java.net.URL;
import java.util.Optional;

/** Gives the web app for every page that it routes itself, such as /hall/h-1. */
@Controller
final class AppPages {
  private final Optional<URL> app;

  AppPages(ResourceResolver resources) {
    this.app = resources.getResource("classpath:public/index.html");
  }

  @Error(status = HttpStatus.NOT_FOUND, global = true)
  HttpResponse<?> unknown(HttpRequest<?> request) {
    if (app.isPresent() && isPage(request)) {
      return HttpResponse.ok(new StreamedFile(app.get())).contentType(MediaType.TEXT_HTML_TYPE);
    }
    return Problem.of(
            HttpStatus.NOT_FOUND,
            "%s is not a path of this server".formatted(request.getPath()),
            request)
        .response();
  }

  private static boolean isPage(HttpRequest<?> request) {
    var path = request.getPath();
    return request.getMethod() == HttpMethod.GET
        && !path.startsWith("/api/")
        && !path.substring(path.lastIndexOf('/')).contains(".")
        && request.accept().stream()
            .anyMatch(accepted -> accepted.getName().equals(MediaType.TEXT_HTML));
  }
}
