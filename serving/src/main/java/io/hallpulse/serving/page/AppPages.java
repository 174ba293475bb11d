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
import java.util.regex.Pattern;

/**
 * Gives the web apps for every page that they route themselves: the visitors' phones, the query
 * screens and the desks have one of their own, all else, such as /hall/h-1, is the wall.
 */
@Controller
final class AppPages {
  private static final Pattern OF_PHONES =
      Pattern.compile("/(t|notice|rate|appointment)(/[\\w-]*)?");

  private static final Pattern OF_QUERY = Pattern.compile("/query(/.*)?");
  private static final Pattern OF_DESKS = Pattern.compile("/desk(/.*)?");

  private final Optional<URL> app;
  private final Optional<URL> phone;
  private final Optional<URL> query;
  private final Optional<URL> desk;

  AppPages(ResourceResolver resources) {
    this.app = resources.getResource("classpath:public/index.html");
    this.phone = resources.getResource("classpath:public/phone.html");
    this.query = resources.getResource("classpath:public/query.html");
    this.desk = resources.getResource("classpath:public/desk.html");
  }

  @Error(status = HttpStatus.NOT_FOUND, global = true)
  HttpResponse<?> unknown(HttpRequest<?> request) {
    var page = pageOf(request.getPath());
    if (page.isPresent() && isPage(request)) {
      return HttpResponse.ok(new StreamedFile(page.get())).contentType(MediaType.TEXT_HTML_TYPE);
    }
    return Problem.of(
            HttpStatus.NOT_FOUND,
            "%s is not a path of this server".formatted(request.getPath()),
            request)
        .response();
  }

  private Optional<URL> pageOf(String path) {
    if (OF_PHONES.matcher(path).matches()) {
      return phone;
    }
    if (OF_QUERY.matcher(path).matches()) {
      return query;
    }
    return OF_DESKS.matcher(path).matches() ? desk : app;
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
