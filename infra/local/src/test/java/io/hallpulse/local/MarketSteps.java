package io.hallpulse.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.schemas.reference.District;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.RuleSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of {@link WholePathIT} about market entities: market.md's first example. */
final class MarketSteps {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> CODES =
      List.of(
          "91370213MADE00001L", "91370213MADE00002P", "91370213MADE00003T", "91370213MADE00004X");
  private static final String DISTRICT = "golden-market";

  private final Cli cli;
  private final Upped up;
  private final String adminPassword;

  MarketSteps(Cli cli, Upped up, String adminPassword) {
    this.cli = cli;
    this.up = up;
    this.adminPassword = adminPassword;
  }

  /** The registry begins with the year, so that there are few rows. */
  void aFeedComesToItsStockAndAPushIsLiveAtOnce(Path folder) throws Exception {
    var rules = ReferenceType.write(RuleSet.defaults(DISTRICT)).replace("2011-01-01", "2026-01-01");
    var district = ReferenceType.write(new District(DISTRICT, "golden", "Asia/Shanghai"));
    send("/api/v1/reference/district/" + DISTRICT, "PUT", "application/json", district);
    send("/api/v1/reference/ruleset/" + DISTRICT, "PUT", "application/json", rules);
    var file = Files.writeString(folder.resolve("registry.jsonl"), firstExample());
    var madeUp =
        Files.writeString(folder.resolve("sqm-reference.jsonl"), MadeUpMarket.references());
    cli.run("replay", madeUp.toString());
    cli.run("feed", "registry", file.toString());
    cli.run("feed", "registry", file.toString());
    up.await("the feed is counted", Duration.ofSeconds(90), () -> stock().equals("101"));

    var pushed =
        line("ENTITY_REGISTERED", 4, "2026-03-06", "\"subdistrict\":\"世园\"")
            .replaceFirst("\"source\":\"it\",\"epoch\":1,\"seq\":\\d+,", "");
    var answer = send(changes(), "POST", "application/x-ndjson", pushed);
    assertThat(answer.path("accepted").asInt()).as(answer.toString()).isEqualTo(1);
    long begin = System.nanoTime();
    up.await("the push is live", Duration.ofSeconds(20), () -> stock().equals("102"));
    System.out.printf(
        "registration to live indicator: %d ms%n", (System.nanoTime() - begin) / 1_000_000);
    assertThat(send(changes(), "POST", "application/x-ndjson", pushed)).isEqualTo(answer);
    assertThat(combination("?subdistrict=%E4%B8%96%E5%9B%AD")).isEqualTo("1");
  }

  /** The made-up district; its cases come from a hall, when the rules are known. */
  void everythingHappensThatAnIndicatorRestsOn(Path folder) throws Exception {
    var cases = Files.writeString(folder.resolve("sqm-cases.jsonl"), MadeUpMarket.cases());
    cli.run("replay", cases.toString());
    var registry = Files.writeString(folder.resolve("sqm.jsonl"), MadeUpMarket.changes());
    cli.run("feed", "registry", registry.toString());
  }

  private static String changes() {
    return "/api/v1/economy/" + DISTRICT + "/changes";
  }

  void aKilledMarketJobGoesOnWhereItEnded() throws Exception {
    int restarts = up.process("market-job").path("restarts").asInt();
    up.kill("market-job");
    up.await(
        "the market job is back",
        Duration.ofMinutes(3),
        () ->
            up.process("market-job").path("restarts").asInt() > restarts
                && up.process("market-job").path("state").asText().equals("RUNNING"));
    send(
        changes(),
        "POST",
        "application/x-ndjson",
        line("ENTITY_CANCELLED", 4, "2026-03-07", "\"reason\":\"x\"")
            .replaceFirst("\"source\":\"it\",\"epoch\":1,\"seq\":\\d+,", ""),
        "second");
    up.await("it counts on", Duration.ofSeconds(60), () -> stock().equals("101"));
  }

  /** Every documented query at once: the client takes seconds to start. */
  void theDocumentedQueriesRun(Path docs) throws Exception {
    var queries = new ArrayList<String>();
    try (var files = Files.list(docs)) {
      for (var file : files.sorted(Comparator.comparing(Path::toString)).toList()) {
        queries.add(Files.readString(file, UTF_8).strip());
      }
    }
    assertThat(queries).hasSizeGreaterThanOrEqualTo(10);
    var result = cli.tryRun("sql", String.join(";\n", queries), "--format", "json");
    assertThat(result.exitCode()).as(result.out()).isZero();
  }

  /** The ledger and all twenty indicators, counted once more in SQL: the proofs find nothing. */
  void theIndicatorsAreProvedInSql(Path docs) throws Exception {
    var stored =
        "SELECT count(*) > 0 AS stored FROM lake.economy.ledger_daily_latest WHERE district = '%s' AND local_date = DATE '2026-03-07'"
            .formatted(DISTRICT);
    up.await(
        "the ledger is stored",
        Duration.ofSeconds(90),
        () -> cli.tryRun("sql", stored, "--format", "csv").out().contains("\"true\""));
    var startups =
        "SELECT sum(value) = 7 AND count(*) FILTER (WHERE value > 0) > 3 AS counted FROM lake.economy.indicators_latest WHERE district = '%s' AND indicator = 20 AND part = 'cases' AND scope = 'district' AND period_kind = 'quarter'"
            .formatted(MadeUpMarket.DISTRICT);
    up.await(
        "the start-ups are counted",
        Duration.ofSeconds(90),
        () -> cli.tryRun("sql", startups, "--format", "csv").out().contains("\"true\""));
    var all = new StringBuilder();
    for (var name :
        List.of(
            "1-the-ledger-proved.sql",
            "10-the-indicators-from-the-ledger.sql",
            "11-shares-ranks-and-density.sql",
            "12-capital-sectors-and-flags-from-the-events.sql",
            "13-survival-from-the-events.sql",
            "14-start-ups-from-the-events.sql")) {
      all.append(read(docs.resolve(name))).append(";\n");
    }
    // Of each indicator so many figures were there to be held against.
    all.append(
        "SELECT count(DISTINCT indicator) AS indicators, count(*) > 20000 AS many FROM lake.economy.indicators_latest WHERE district = '%s' AND period_kind IN ('month', 'quarter', 'year') AND value IS NOT NULL"
            .formatted(MadeUpMarket.DISTRICT));
    var result = cli.tryRun("sql", all.toString(), "--format", "json");
    assertThat(result.exitCode()).as(result.out()).isZero();
    assertThat(result.out().lines().filter(line -> line.startsWith("{")))
        .as("what the proofs found, and how much there was to prove")
        .singleElement()
        .satisfies(line -> assertThat(line).contains(":20", "true"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String stock() throws IOException, InterruptedException {
    var answer = up.get("/api/v1/live/economy/" + DISTRICT + "?scope=district");
    return figure(answer.statusCode() == 200 ? MAPPER.readTree(answer.body()).path(0) : null);
  }

  private String combination(String query) throws IOException, InterruptedException {
    return figure(
        MAPPER.readTree(
            up.get("/api/v1/live/economy/" + DISTRICT + "/combination" + query).body()));
  }

  private static String figure(@Nullable JsonNode of) {
    if (of != null) {
      for (var figure : of.path("figures")) {
        if (figure.path("indicator").asInt() == 1
            && figure.path("period_kind").asText().equals("month")) {
          return figure.path("value").asText();
        }
      }
    }
    return "";
  }

  private JsonNode send(String path, String method, String type, String body)
      throws IOException, InterruptedException {
    return send(path, method, type, body, "first");
  }

  private JsonNode send(String path, String method, String type, String body, String key)
      throws IOException, InterruptedException {
    var basic = Base64.getEncoder().encodeToString(("admin:" + adminPassword).getBytes(UTF_8));
    var answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(up.url(path)))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", type)
                .header("Idempotency-Key", key)
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
    return MAPPER.readTree(answer.body());
  }

  private static int seq;

  private static String line(String kind, int entity, String date, String more) {
    return "{\"source\":\"it\",\"epoch\":1,\"seq\":%d,\"time\":\"%sT08:00:00+08:00\",\"district\":\"%s\",\"kind\":\"%s\",\"effective_date\":\"%s\",%s%s}\n"
        .formatted(
            ++seq,
            date,
            DISTRICT,
            kind,
            date,
            entity == 0 ? "" : "\"uscc\":\"%s\",".formatted(CODES.get(entity - 1)),
            more);
  }

  private static String firstExample() {
    var ofConstruction = "\"industry_code\":\"F\",\"type_text\":\"有限公司\",\"subdistrict\":";
    return line(
            "STOCK_REBASED",
            0,
            "2026-01-01",
            "\"subdistrict\":\"李村\",\"section\":\"F\",\"entity_type\":\"ENTERPRISE\",\"delta\":100,\"reason\":\"opening\"")
        + line("ENTITY_REGISTERED", 1, "2026-01-10", ofConstruction + "\"李村\"")
        + line("ENTITY_REGISTERED", 2, "2026-01-20", ofConstruction + "\"李村\"")
        + line("ENTITY_CHANGED", 1, "2026-02-05", "\"subdistrict\":\"沧口\"")
        + line("ENTITY_REVOKED", 2, "2026-02-10", "\"reason\":\"x\"")
        + line("ENTITY_CANCELLED", 2, "2026-03-02", "\"reason\":\"x\"")
        + line(
            "ENTITY_MOVED_IN",
            3,
            "2026-03-05",
            "\"from_district\":\"370203\"," + ofConstruction + "\"沧口\"")
        + line("ENTITY_CANCELLED", 1, "2026-02-20", "\"reason\":\"x\"");
  }
}
