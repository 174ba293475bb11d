package io.hallpulse.serving.page;

import static io.hallpulse.serving.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.hallpulse.serving.RunningServer;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final RunningServer SERVER = RunningServer.shared();

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void theAppIsServedAndNeverKept() {
    var page = SERVER.get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("HallPulse test page");
    assertThat(header(page, "Content-Type")).startsWith("text/html");
    assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(header(page, "Content-Security-Policy"))
        .contains("default-src 'self'")
        .contains("script-src 'self';")
        .contains("style-src 'self';")
        .contains("frame-ancestors 'none'");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
  }

  @Test
  void answersOfTheApiAreNeverKeptEitherNorFramed() {
    for (var path : new String[] {"/api/v1/live/summary", "/api/v1/nothing", "/api/v1/accounts"}) {
      var answer = SERVER.get(path);
      assertThat(answer.headers().allValues("Cache-Control")).as(path).containsExactly("no-store");
      assertThat(header(answer, "X-Content-Type-Options")).as(path).isEqualTo("nosniff");
      assertThat(header(answer, "Content-Security-Policy"))
          .as(path)
          .contains("frame-ancestors 'none'");
    }
  }

  @Test
  void hashedAssetsAreKeptForLong() {
    var asset = SERVER.get("/assets/app-1a2b3c.js");

    assertThat(asset.statusCode()).isEqualTo(200);
    assertThat(header(asset, "Content-Type")).contains("javascript");
    assertThat(asset.headers().allValues("Cache-Control"))
        .containsExactly("public, max-age=31536000, immutable");
    assertThat(header(SERVER.get("/assets/gone.js"), "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void aPageThatTheAppRoutesItselfIsTheApp() {
    var page = SERVER.get("/hall/h-1", "Accept", "text/html,*/*;q=0.8");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("HallPulse test page");
  }

  @Test
  void visitorsPhonesHaveAnAppOfTheirOwn() {
    for (var path :
        new String[] {"/t/0193-ab", "/notice/0193-ab", "/rate/A_b-9", "/rate", "/appointment"}) {
      var page = SERVER.get(path, "Accept", "text/html,*/*;q=0.8");
      assertThat(page.body()).as(path).contains("HallPulse test phone page");
      assertThat(header(page, "Content-Security-Policy")).as(path).contains("script-src 'self';");
      assertThat(header(page, "Referrer-Policy")).as(path).isEqualTo("no-referrer");
    }
    assertThat(SERVER.get("/tickets", "Accept", "text/html").body())
        .contains("HallPulse test page");
  }

  @Test
  void queryScreensAndDesksHaveTheirs() {
    assertThat(SERVER.get("/query", "Accept", "text/html").body()).contains("test query page");
    assertThat(SERVER.get("/desk", "Accept", "text/html").body()).contains("test desk page");
    assertThat(SERVER.get("/desks", "Accept", "text/html").body()).contains("HallPulse test page");
  }

  @Test
  void errorsOfTheServerItselfAreProblemsToo() {
    assertProblem(SERVER.get("/api/v1/nothing", "Accept", "text/html"), 404);
    assertProblem(SERVER.get("/nothing"), 404);
    assertProblem(SERVER.asAdmin("DELETE", "/api/v1/live/summary", "text/plain", ""), 405);
    assertProblem(SERVER.asAdmin("POST", "/api/v1/reference/import", "image/png", "x"), 415);
    assertProblem(SERVER.get("/api/v1/halls/h/tickets?date=tomorrow"), 400);
    assertProblem(SERVER.get("/api/v1/halls/h/tickets"), 400);
    assertProblem(SERVER.get("/api/v1/reference/unit?limit=many"), 400);
  }

  private static void assertProblem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(header(response, "Content-Type"))
        .as(response.body())
        .isEqualTo("application/problem+json");
    var problem = json(response);
    assertThat(problem.fieldNames())
        .toIterable()
        .containsExactly("type", "title", "status", "detail", "instance");
    assertThat(problem.path("detail").asText()).isNotBlank();
    assertThat(problem.path("instance").asText()).isEqualTo(response.request().uri().getPath());
  }

  @Test
  void everyRouteIsDescribed() throws IOException {
    var response = SERVER.get("/openapi.yaml");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).contains("yaml");
    var paths = new YAMLMapper().readTree(response.body()).path("paths");

    assertThat(SERVER.bean(Router.class).uriRoutes())
        .filteredOn(route -> !route.getHttpMethodName().equals("HEAD"))
        .isNotEmpty()
        .allSatisfy(
            route -> {
              var path = route.getUriMatchTemplate().toPathString();
              var operation =
                  paths.path(path).path(route.getHttpMethodName().toLowerCase(Locale.ROOT));
              assertThat(operation.path("summary").asText()).as(path).isNotBlank();
              assertThat(operation.path("responses").path("4XX").path("content").toString())
                  .as(path)
                  .contains("application/problem+json");
              if (operation.path("responses").has("302")) {
                return; // it sends a browser on
              }
              assertThat(operation.path("responses").path("200").path("content").toString())
                  .as(path)
                  .contains("schema");
            });
  }

  @Test
  void theServerTellsItsOwnFigures() {
    var metrics = SERVER.get("/metrics");

    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(header(metrics, "Content-Type")).startsWith("text/plain");
    assertThat(metrics.body()).contains("hallpulse_live_clients").contains("jvm_memory_used_bytes");
  }
}
