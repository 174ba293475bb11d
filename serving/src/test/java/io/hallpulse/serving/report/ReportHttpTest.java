package io.hallpulse.serving.report;

import static io.hallpulse.serving.RunningServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.serving.RunningServer;
import io.hallpulse.serving.report.document.Language;
import io.hallpulse.serving.report.write.PdfWriter;
import io.hallpulse.serving.report.write.XlsxWriter;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asking for reports, looking for them and taking them, as people do, over a real database. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ReportHttpTest {
  private static final RunningServer SERVER = RunningServer.shared();
  private static final String PASSWORD = "long enough 1";
  private static final String MONTHLY =
      "{\"report\":\"economy-monthly\",\"period\":\"2026-10\",\"languages\":[\"zh\"]}";

  @BeforeAll
  static void people() {
    account("report-analyst", "analyst", "");
    account("report-viewer", "viewer", "");
    account("report-clerk", "clerk", "");
    account("report-elsewhere", "analyst", ",\"district\":\"370202\"");
  }

  private static void account(String name, String role, String limits) {
    var made =
        SERVER.asAdmin(
            "POST",
            "/api/v1/accounts",
            "application/json",
            "{\"name\":\"%s\",\"role\":\"%s\",\"password\":\"%s\"%s}"
                .formatted(name, role, PASSWORD, limits));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
  }

  private static HttpRequest.Builder request(String who, String path) {
    return HttpRequest.newBuilder(SERVER.at(path))
        .header("Authorization", RunningServer.basic(who, PASSWORD))
        .header("Content-Type", "application/json");
  }

  private static HttpResponse<String> ask(String who, String wanted) {
    return SERVER.send(request(who, "/api/v1/reports").POST(BodyPublishers.ofString(wanted)));
  }

  private static HttpResponse<String> get(String who, String path) {
    return SERVER.send(request(who, path));
  }

  /** Entries of the audit, as {@code actor action subject detail}. */
  private static List<String> audited() {
    var entries = new ArrayList<String>();
    for (var entry :
        json(SERVER.asAdmin("GET", "/api/v1/audit?limit=1000", "application/json", ""))) {
      entries.add(
          "%s %s %s %s"
              .formatted(
                  entry.path("actor").asText(),
                  entry.path("action").asText(),
                  entry.path("subject").asText(),
                  entry.path("detail").asText()));
    }
    return entries;
  }

  @Test
  void whoMayNotAskIsRefusedAndWhoMayIsAudited() throws Exception {
    assertThat(ask("report-viewer", MONTHLY).statusCode()).isEqualTo(403);
    assertThat(ask("report-clerk", MONTHLY).statusCode()).isEqualTo(403);
    assertThat(get("report-clerk", "/api/v1/reports").statusCode()).isEqualTo(403);
    assertThat(SERVER.get("/api/v1/reports").statusCode()).isEqualTo(401);
    var elsewhere = ask("report-elsewhere", MONTHLY);
    assertThat(elsewhere.statusCode()).isEqualTo(403);
    assertThat(elsewhere.body()).contains("may not see reports of the district 370213");

    var asked = ask("report-analyst", MONTHLY);
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(200);
    var run = json(asked);
    assertThat(run.path("asked_by").asText()).isEqualTo("report-analyst");
    assertThat(audited())
        .contains(
            "report-analyst REPORT_ASKED /api/v1/reports/%s economy-monthly 2026-10 of 370213"
                .formatted(run.path("id").asText()));
    // There is no lake here: who asked is told so, and nothing is tried again.
    var over = awaitOver(run.path("id").asText());
    assertThat(over.path("state").asText()).isEqualTo("failed");
    assertThat(over.path("error").asText()).isNotBlank();
    assertThat(over.path("attempts").asInt()).isEqualTo(1);
  }

  private static JsonNode awaitOver(String id) {
    var until = Instant.now().plus(Duration.ofSeconds(40));
    while (true) {
      var run = json(get("report-analyst", "/api/v1/reports/" + id));
      if (List.of("done", "failed").contains(run.path("state").asText())) {
        return run;
      }
      assertThat(Instant.now()).as(run.toString()).isBefore(until);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  @Test
  void whatIsAskedWronglySaysSo() {
    assertThat(ask("report-analyst", MONTHLY.replace("2026-10", "2026-13")).body())
        .contains("is a month such as 2026-10, got 2026-13");
    assertThat(ask("report-analyst", MONTHLY.replace("monthly", "hourly")).body())
        .contains("report must be one of", "economy-hourly");
    assertThat(ask("report-analyst", MONTHLY.replace("zh", "fr")).statusCode()).isEqualTo(400);
    assertThat(get("report-analyst", "/api/v1/reports/no-such").statusCode()).isEqualTo(404);
  }

  @Test
  void aReportIsListedAndTakenWithItsChecksum() throws Exception {
    var run = made("2026-09");
    var listed = json(get("report-viewer", "/api/v1/reports?report=economy-monthly"));
    assertThat(listed.findValuesAsText("id")).contains(run.toString());
    assertThat(json(get("report-elsewhere", "/api/v1/reports")).findValuesAsText("id"))
        .doesNotContain(run.toString());

    var files = json(get("report-viewer", "/api/v1/reports/" + run)).path("files");
    assertThat(files).hasSize(2);
    for (var file : files) {
      var name = file.path("name").asText();
      var path = "/api/v1/reports/%s/%s".formatted(run, name);
      var taken = bytes("report-viewer", path);
      var digest = MessageDigest.getInstance("SHA-256").digest(taken.body());
      assertThat(taken.statusCode()).isEqualTo(200);
      assertThat(taken.body()).hasSize(file.path("bytes").asInt());
      assertThat(HexFormat.of().formatHex(digest)).isEqualTo(file.path("sha256").asText());
      assertThat(taken.headers().firstValue("Repr-Digest"))
          .contains("sha-256=:%s:".formatted(Base64.getEncoder().encodeToString(digest)));
      assertThat(taken.headers().firstValue("Content-Disposition").orElseThrow()).contains(name);
      assertThat(taken.body())
          .startsWith((name.endsWith(".pdf") ? "%PDF-1." : "PK").getBytes(UTF_8));
      assertThat(audited()).contains("report-viewer REPORT_TAKEN %s ".formatted(path));
      assertThat(get("report-elsewhere", path).statusCode()).isEqualTo(404);
      assertThat(get("report-clerk", path).statusCode()).isEqualTo(403);
      assertThat(SERVER.get(path).statusCode()).isEqualTo(401);
    }
    assertThat(get("report-viewer", "/api/v1/reports/%s/other.pdf".formatted(run)).body())
        .contains("has no file other.pdf");
  }

  @Test
  void aFileThatWasChangedIsNotHandedOut() throws Exception {
    var run = made("2026-08");
    try (var connection = SERVER.postgres().getPostgresDatabase().getConnection();
        var change =
            connection.prepareStatement(
                "UPDATE report_file SET content = 'other' WHERE run = ? AND name LIKE '%pdf'")) {
      change.setObject(1, run);
      assertThat(change.executeUpdate()).isEqualTo(1);
    }
    var answer = bytes("report-viewer", "/api/v1/reports/%s/%s".formatted(run, "a.zh.pdf"));
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(new String(answer.body(), UTF_8)).doesNotContain("other");
  }

  private static HttpResponse<byte[]> bytes(String who, String path) throws Exception {
    return HttpClient.newHttpClient().send(request(who, path).build(), BodyHandlers.ofByteArray());
  }

  /** In the archive as the schedule's maker leaves it. */
  private static UUID made(String period) throws Exception {
    var archive = SERVER.bean(ReportArchive.class);
    var files = files(period);
    var id =
        archive
            .add(
                ReportKind.ECONOMY_MONTHLY.period(period),
                SampleFigures.DISTRICT,
                SampleFigures.AS_OF,
                List.of("zh"),
                null,
                "report-analyst",
                Instant.now())
            .orElseThrow();
    archive.done(id, files, Instant.now());
    return id;
  }

  private static Map<String, byte[]> files(String period) throws IOException {
    var document =
        EconomyReport.of(
            SampleFigures.economy("economy-monthly", period),
            Language.ZH,
            KnownDistrict.of(SampleFigures.DISTRICT));
    return Map.of(
        "a.zh.pdf", PdfWriter.write(document, SampleFigures.AS_OF),
        "a.zh.xlsx", XlsxWriter.write(document, SampleFigures.AS_OF));
  }
}
