package io.hallpulse.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipFile;

/** The steps of {@link WholePathIT} that have reports made as people do. */
final class ReportSteps {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PASSWORD = "long enough 1";

  private final Cli cli;
  private final Upped up;
  private final String adminPassword;
  private final Path folder;

  ReportSteps(Cli cli, Upped up, String adminPassword, Path folder) {
    this.cli = cli;
    this.up = up;
    this.adminPassword = adminPassword;
    this.folder = folder;
  }

  /** By HTTP, out of the real lake: who may asks, waits, and takes what the archive vouches for. */
  void aReportIsAskedForAndTakenByHttp(String date) throws Exception {
    for (var role : List.of("analyst", "viewer")) {
      var account =
          "{\"name\":\"it-%s\",\"role\":\"%s\",\"password\":\"%s\"}"
              .formatted(role, role, PASSWORD);
      assertThat(text("admin", adminPassword, "POST", "/api/v1/accounts", account).statusCode())
          .isEqualTo(200);
    }
    var wanted =
        "{\"report\":\"service-daily\",\"period\":\"%s\",\"district\":\"golden\",\"languages\":[\"zh\"]}"
            .formatted(date);
    assertThat(text("it-viewer", PASSWORD, "POST", "/api/v1/reports", wanted).statusCode())
        .isEqualTo(403);
    var asked = text("it-analyst", PASSWORD, "POST", "/api/v1/reports", wanted);
    var path = "/api/v1/reports/" + MAPPER.readTree(asked.body()).path("id").asText();
    up.await(
        "the report is made",
        Duration.ofSeconds(60),
        () -> text("it-viewer", PASSWORD, "GET", path, "").body().contains("\"done\""));

    var listed = text("it-viewer", PASSWORD, "GET", "/api/v1/reports?period=" + date, "").body();
    assertThat(listed).contains(path.substring(path.lastIndexOf('/') + 1));
    var run = MAPPER.readTree(text("it-viewer", PASSWORD, "GET", path, "").body());
    assertThat(run.path("files")).hasSize(2);
    for (var file : run.path("files")) {
      var taken =
          HTTP.send(
              request("it-viewer", PASSWORD, path + "/" + file.path("name").asText()).build(),
              BodyHandlers.ofByteArray());
      var digest = MessageDigest.getInstance("SHA-256").digest(taken.body());
      assertThat(HexFormat.of().formatHex(digest)).isEqualTo(file.path("sha256").asText());
    }
    var audit = text("admin", adminPassword, "GET", "/api/v1/audit?limit=20", "").body();
    assertThat(audit).contains("REPORT_ASKED", "REPORT_TAKEN", "it-analyst", "it-viewer");
  }

  private HttpResponse<String> text(
      String who, String password, String method, String path, String body)
      throws IOException, InterruptedException {
    var request = request(who, password, path).header("Content-Type", "application/json");
    return HTTP.send(
        request.method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String who, String password, String path)
      throws IOException, InterruptedException {
    var basic = Base64.getEncoder().encodeToString((who + ":" + password).getBytes(UTF_8));
    return HttpRequest.newBuilder(URI.create(up.url(path)))
        .header("Authorization", "Basic " + basic);
  }

  /** The golden day's report tells the golden day's figures, and as of the same time the same. */
  void aReportOfTheGoldenDayTellsItsFigures(String date) throws Exception {
    var told = make(date, "first");
    var asOf = told.lines().filter(line -> line.contains("as of ")).findFirst().orElseThrow();
    make(date, "again", "--as-of", asOf.substring(asOf.indexOf("as of ") + 6).strip());

    var name = "service-daily-%s-golden.en".formatted(date);
    assertThat(Files.readAllBytes(folder.resolve("first/" + name + ".pdf")))
        .startsWith("%PDF-1.".getBytes(UTF_8));
    var halls = sheets(folder.resolve("first/" + name + ".xlsx"));
    assertThat(halls).contains("<v>93.33", "<v>92.30", "Golden hall");
    assertThat(sheets(folder.resolve("again/" + name + ".xlsx"))).isEqualTo(halls);

    var refused = cli.tryRun("report", "economy-monthly", "--period", "2026-13");
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.out()).contains("is a month such as 2026-10, got 2026-13");
  }

  private String make(String date, String into, String... more)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.addAll(Arrays.asList("report", "service-daily", "--period", date));
    command.addAll(Arrays.asList("--district", "golden", "--lang", "en"));
    command.addAll(Arrays.asList("--out", folder.resolve(into).toString()));
    command.addAll(Arrays.asList(more));
    return cli.run(command.toArray(String[]::new));
  }

  /** All sheets and their texts, one after the other. */
  private static String sheets(Path workbook) throws IOException {
    var text = new StringBuilder();
    try (var zip = new ZipFile(workbook.toFile())) {
      for (var entry :
          zip.stream()
              .filter(e -> e.getName().matches("xl/(worksheets/sheet|shared).*"))
              .toList()) {
        text.append(new String(zip.getInputStream(entry).readAllBytes(), UTF_8));
      }
    }
    return text.toString();
  }
}
