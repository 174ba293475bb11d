package io.hallpulse.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.local.stack.EdgeAgent;
import io.hallpulse.local.stack.Installation;
import io.hallpulse.local.stack.Ports;
import io.hallpulse.local.stack.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole product, started as a user starts it: from a file's lines and a simulated district
 * through broker, job, lake and SQL to the wall in a browser. The steps build on each other.
 */
@TestMethodOrder(OrderAnnotation.class)
class WholePathIT {
  private static final Path HOME = Path.of(System.getProperty("hallpulse.home")).normalize();
  private static final Path GOLDEN = HOME.resolve("infra/local/src/test/resources/golden");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Fewer days than a user gets: a week has each weekday once, thirty days take minutes. */
  private static final String[] UP = {
    "up", "--commit-interval", "5", "--history-days", "6", "--registry", "0"
  };

  @TempDir private static Path folder;
  private static Cli cli;
  private static Upped up;

  @BeforeAll
  static void start() throws Exception {
    var map = GOLDEN.resolve("subdistricts.geojson").toString();
    cli = new Cli(HOME, data(), Map.of("HALLPULSE_MAP_FILE", map));
    up = new Upped(cli, data());
    System.out.println(cli.run(UP));
  }

  @AfterAll
  static void down() throws Exception {
    up.keepLogs(HOME.resolve("infra/local/target/whole-path-logs"));
    cli.run("down");
  }

  @Test
  @Order(1)
  void theWallIsLiveWithTheWholeDistrict() throws Exception {
    up.await("thirteen halls are live", Duration.ofMinutes(3), () -> halls().size() == 13);
    long before = versions();
    up.await("their numbers move", Duration.ofSeconds(30), () -> versions() > before);
    assertThat(up.get("/health").body()).contains("\"kafka\"", "\"trino\"", "\"postgresql\"");
    assertThat(up.get("/openapi.yaml").body()).contains("/api/v1/live/summary");
    assertThat(up.get("/metrics").statusCode()).isEqualTo(200);
  }

  @Test
  @Order(2)
  void aRecordedDayGivesTheGoldenTicketsHoweverOftenItIsReplayed() throws Exception {
    var day = golden("hall-day.jsonl");
    cli.run("replay", day);
    cli.run("replay", day);
    cli.run("replay", golden("moved-day.jsonl"));

    awaitTrino();
    var golden = Files.readString(GOLDEN.resolve("tickets.csv"), UTF_8);
    var query = Files.readString(GOLDEN.resolve("tickets.sql"), UTF_8);
    awaitEqual(golden, () -> sql(query));
    assertThat(
            sql(
                "SELECT count(*), count(DISTINCT seq), max(seq) FROM hall.events"
                    + " WHERE source = 'golden-agent'"))
        .contains("\"27\",\"27\",\"27\"");
    awaitEqual(
        "\"duration_seconds\",\"steps\",\"overdue\",\"visits\",\"result\"\n"
            + "\"959\",\"2\",\"true\",\"1\",\"ISSUED\"\n",
        () ->
            sql(
                "SELECT duration_seconds, steps, overdue, visits, result FROM hall.cases_latest"
                    + " WHERE case_id = 'golden-case1'"));
    awaitEqual(
        "\"place\",\"slot\",\"factor\",\"loss_millionths\",\"exposure\",\"incidents\"\n"
            + "\"golden-c1\",\"09:00\",\"bad\",\"0\",\"1\",\"0\"\n"
            + "\"golden-c1\",\"09:00\",\"handle\",\"0\",\"2\",\"0\"\n"
            + "\"golden-c1\",\"09:00\",\"wait\",\"1000000\",\"3\",\"1\"\n"
            + "\"golden-c2\",\"09:30\",\"handle\",\"0\",\"1\",\"0\"\n"
            + "\"golden-c2\",\"09:30\",\"wait\",\"0\",\"1\",\"0\"\n"
            + "\"golden-qA\",\"10:00\",\"wait\",\"1000000\",\"1\",\"1\"\n",
        () ->
            sql(
                "SELECT coalesce(counter_id, queue_id) AS place,"
                    + " date_format(slot_start AT TIME ZONE 'Asia/Shanghai', '%H:%i') AS slot,"
                    + " factor, loss_millionths, exposure, incidents FROM hall.slot_losses_latest"
                    + " WHERE hall_id = 'golden-hall' ORDER BY 1, 2, 3"));
    // By hand: of c1 wait (1 + 10 * 0.08) / 13 = 0.1385, (0.1385 - 0.1) / 0.5 * 10 / 55 points.
    awaitEqual(
        "\"scope\",\"scope_id\",\"shi\",\"final\"\n"
            + "\"counter\",\"golden-c1\",\"98.6014\",\"true\"\n"
            + "\"district\",\"golden\",\"93.3333\",\"true\"\n"
            + "\"hall\",\"golden-hall\",\"93.3333\",\"true\"\n"
            + "\"unit\",\"golden-hall/golden-u1\",\"92.3077\",\"true\"\n",
        () ->
            sql(
                "SELECT scope, scope_id, round(shi, 4) AS shi, final FROM hall.health_daily_latest"
                    + " WHERE district = 'golden' AND shi IS NOT NULL ORDER BY 1, 2"));
    assertThat(
            sql(
                "SELECT seq, reason FROM hall.refused_latest WHERE hall_id = 'golden-hall'"
                    + " AND NOT resolved ORDER BY seq"))
        .contains("TICKET_CALLED is illegal while CANCELLED", "the ticket was not issued");
    assertThat(sql("SELECT value FROM hall.reference WHERE id = 'golden-s1'"))
        .contains("golden-s1")
        .doesNotContain("张三");
  }

  @Test
  @Order(3)
  void aCsvLogOfAnotherMunicipalityArrivesOnceAndAgreesWithItsSource() throws Exception {
    var log = folder.resolve("receipt.csv");
    Files.writeString(log, ReceiptLog.of(60), UTF_8);
    cli.run("replay", log.toString(), "--mapping", "wabo-receipt", "--wait");
    cli.run("replay", log.toString(), "--mapping", "wabo-receipt");
    var agrees = verify(log);
    var until = Instant.now().plus(Duration.ofMinutes(2));
    while (agrees.exitCode() != 0 && Instant.now().isBefore(until)) {
      agrees = verify(log);
    }
    assertThat(agrees.exitCode()).as(agrees.out()).isZero();
    System.out.println(agrees.out());
  }

  private static Cli.Result verify(Path log) throws IOException, InterruptedException {
    return Cli.execute(
        HOME,
        Map.of(
            "HALLPULSE_ADMIN_PASSWORD",
            adminPassword(),
            "HALLPULSE_TRINO_CERTIFICATE",
            new Installation(data()).trinoCertificate().toString()),
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            HOME.resolve("ingest/target/classes") + ":" + HOME.resolve("ingest/target/lib") + "/*",
            "io.hallpulse.ingest.Ingest",
            "verify-wabo",
            log.toString(),
            "--trino",
            "jdbc:trino://127.0.0.1:" + up.port("trino") + "/lake"));
  }

  @Test
  @Order(4)
  void theDocumentedQueriesRun() throws Exception {
    var all = new StringBuilder();
    try (var queries = Files.list(HOME.resolve("docs/sql"))) {
      for (var query : queries.filter(Files::isRegularFile).sorted().toList()) {
        all.append("SELECT '%s';%n".formatted(query.getFileName()));
        all.append(Files.readString(query, UTF_8)).append(";\n");
      }
    }
    var result = cli.tryRun("sql", all.toString(), "--format", "json");
    assertThat(result.exitCode()).as(result.out()).isZero();
    marketSteps().theDocumentedQueriesRun(HOME.resolve("docs/sql/economy"));
  }

  @Test
  @Order(3)
  void marketEntitiesAreCountedLiveAndTheirLedgerIsProved() throws Exception {
    var steps = marketSteps();
    steps.aFeedComesToItsStockAndAPushIsLiveAtOnce(folder);
    steps.everythingHappensThatAnIndicatorRestsOn(folder);
    steps.aKilledMarketJobGoesOnWhereItEnded();
    steps.theIndicatorsAreProvedInSql(HOME.resolve("docs/sql/economy"));
  }

  private static MarketSteps marketSteps() throws IOException {
    return new MarketSteps(cli, up, sqlAdmin());
  }

  @Test
  @Order(4)
  void whatServingCountsIsWhatIsCountedByHand() throws Exception {
    var steps = new FiguresSteps(up, adminPassword());
    steps.theGoldenDaysFiguresAreThoseCountedByHand();
    steps.theGoldenDaysHeatIsThatCountedByHand();
    steps.noticesOfADayAreThoseOfTheFile();
    steps.aTicketThatALateIssueMovesIsCountedOnce(
        () -> cli.run("replay", golden("moved-late.jsonl")));
  }

  /** Replays write what they reject beside the file; the sources stay as they are. */
  private static String golden(String name) throws IOException {
    return Files.copy(GOLDEN.resolve(name), folder.resolve(name)).toString();
  }

  /** The golden hall's day, by the job and by a fold of what the lake holds. */
  @Test
  @Order(4)
  void aPastDayIsTheSameAnewAndExplainsItself() throws Exception {
    var again = cli.run("recompute", "--hall", "golden-hall", "--date", "2026-03-02");
    assertThat(again).contains("6 losses of half hours and 5 scores", "the same to the last digit");
    assertThat(
            cli.run("recompute", "--scope", "district", "--id", "golden", "--date", "2026-03-02"))
        .contains("the same to the last digit");
    assertThat(cli.tryRun("recompute", "--hall", "golden-hall", "--date", "2026-03-04").exitCode())
        .isEqualTo(1);
    rulesSteps().aDayExplainsItselfAndOtherRulesAreTried();
    rulesSteps().ticketsOfACounterAreAskedForAndOnlyClerksAreALookToBeWrittenDown();
  }

  /** The golden day by a back-fill over the lake: it finds nothing to write. */
  @Test
  @Order(4)
  void aBackFillOfWhatIsRightWritesNothing() throws Exception {
    var said =
        cli.run("backfill", "--from", "2026-03-02", "--to", "2026-03-02", "--hall", "golden-hall");
    assertThat(said).containsPattern("(?m)^[1-9][\\d,]* rows compared, 0 written");
  }

  @Test
  @Order(4)
  void aReportOfAPastDayTellsItsFigures() throws Exception {
    var steps = new ReportSteps(cli, up, adminPassword(), folder);
    steps.aReportOfTheGoldenDayTellsItsFigures("2026-03-02");
    steps.aReportIsAskedForAndTakenByHttp("2026-03-02");
  }

  @Test
  @Order(4)
  void baselinesAreComputedAndHeldByTheMaster() throws Exception {
    rulesSteps().baselinesAreComputedAndKept();
  }

  private static RulesSteps rulesSteps() throws IOException {
    return new RulesSteps(cli, up, adminPassword());
  }

  @Test
  @Order(5)
  void whoAsksInSqlSeesWhatHisRoleAndHallAllow() throws Exception {
    sqlSteps().everybodySeesWhatHisRoleAndHallAllow();
  }

  @Test
  @Order(6)
  void looksAtPersonalDataInSqlAreAudited() throws Exception {
    sqlSteps().looksAtPersonalDataAreAudited();
  }

  @Test
  @Order(7)
  void whoGuessesAPasswordInSqlWaitsAndIsAudited() throws Exception {
    sqlSteps().whoGuessesAPasswordWaitsAndIsAudited();
  }

  private static SqlSteps sqlSteps() throws IOException {
    return new SqlSteps(cli, up, new Installation(data()).trinoCertificate(), adminPassword());
  }

  private static SqlUser sqlAdmin() throws IOException {
    var certificate = new Installation(data()).trinoCertificate();
    return new SqlUser(up.port("trino"), certificate, "admin", adminPassword());
  }

  private static String adminPassword() throws IOException {
    return Secrets.of(new Installation(data())).adminPassword();
  }

  @Test
  @Order(8)
  void aDeviceWritesInItsEpochsAndNobodyElseForIt() throws Exception {
    var kiosk = Kiosk.enrol(up.url(""), adminPassword(), "it-kiosk", "golden-hall");
    try (var line = kiosk.connect(Ports.of(new Installation(data())).brokers())) {
      long before = version("golden-hall");
      line.send(1, 1, 2);
      up.await(
          "its events are on the wall",
          Duration.ofSeconds(30),
          () -> version("golden-hall") == before + 2);

      long denied = denied();
      line.sendUnsigned(1, 3, 1_000_000);
      line.send(2, 1, 2); // an epoch that nobody granted
      kiosk.closeEpoch(1);
      up.await(
          "a closed epoch is turned away",
          Duration.ofSeconds(60),
          () -> {
            line.send(1, 3, 2);
            return lastDenied()
                .equals("EPOCH_CLOSED: source it-kiosk epoch 1 of hall golden-hall is closed");
          });
      assertThat(denied()).isGreaterThanOrEqualTo(denied + 3);
      assertThat(cli.status().get("ledger").get("findings")).isEmpty();
    }
  }

  private static long version(String hallId) throws IOException, InterruptedException {
    for (var hall : halls()) {
      if (hall.get("hall_id").asText().equals(hallId)) {
        return hall.get("version").asLong();
      }
    }
    throw new IllegalArgumentException("No hall " + hallId);
  }

  private static long denied() throws IOException, InterruptedException {
    return cli.status().path("ledger").path("denied").asLong();
  }

  private static String lastDenied() throws IOException, InterruptedException {
    return cli.status().path("ledger").path("last_denied").asText();
  }

  @Test
  @Order(9)
  void aBrowserSeesTheWall() throws Exception {
    var result =
        Cli.execute(
            HOME.resolve("serving/web"),
            Map.of(
                "HALLPULSE_URL",
                up.url(""),
                "SHOTS",
                HOME.resolve("infra/local/target/shots").toString(),
                "MAP_ATTRIBUTION",
                "© golden map",
                "HALLPULSE_ADMIN_PASSWORD",
                adminPassword(),
                "REFUSED",
                "golden-hall/2026-03-02"),
            List.of("npm", "run", "--silent", "e2e"));
    assertThat(result.exitCode()).as(result.out()).isZero();
    System.out.println(result.out());
  }

  /** Phone, kiosk, desk, screen and board of the demo's own hall. */
  @Test
  @Order(9)
  void aVisitorsWayLeadsFromTheAppointmentToTheRating() throws Exception {
    var installation = new Installation(data());
    var result =
        Cli.execute(
            HOME.resolve("edge-agent/web"),
            Map.of(
                "HALLPULSE_URL",
                up.url(""),
                "HALLPULSE_AGENT_URL",
                "http://127.0.0.1:" + up.port("edge-agent"),
                "HALLPULSE_PAGES",
                MAPPER.writeValueAsString(EdgeAgent.pages(installation)),
                "GIVEN",
                given().toString(),
                "SHOTS",
                HOME.resolve("infra/local/target/shots").toString()),
            List.of("npm", "run", "--silent", "e2e"));
    assertThat(result.exitCode()).as(result.out()).isZero();
    System.out.println(result.out());
  }

  @Test
  @Order(10)
  void aVisitorIsServedWithTheUplinkCutAndNothingIsLost() throws Exception {
    new AgentSteps(HOME, data(), up).aVisitorIsServedWithTheUplinkCutAndNothingIsLost();
  }

  @Test
  @Order(12)
  void whoseDeviceIsEnrolledAnewElsewhereTakesNothingMore() throws Exception {
    new AgentSteps(HOME, data(), up)
        .whoseDeviceIsEnrolledAnewElsewhereTakesNothingMore(adminPassword());
  }

  /** The demo hall's drawn camera: agent, serving, an administrator, and the audit. */
  @Test
  @Order(9)
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void livePicturesComeFromTheHallsAgentAndTheLookIsWrittenDown() throws Exception {
    var at = "/api/v1/halls/h370213-90/counters/h370213-90-c1/video";
    var asked = HttpRequest.newBuilder(URI.create(up.url(at))).header("Authorization", admin());
    var ask = asked.header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}"));
    var http = HttpClient.newHttpClient();
    up.await(
        "the agent's cameras are known",
        Duration.ofMinutes(1),
        () -> http.send(ask.build(), BodyHandlers.discarding()).statusCode() == 200);
    var link = MAPPER.readTree(http.send(ask.build(), BodyHandlers.ofString()).body());
    var tile = URI.create(up.url(link.path("tile").asText()));
    assertThat(http.send(HttpRequest.newBuilder(tile).build(), BodyHandlers.ofString()))
        .as("without a login")
        .extracting(HttpResponse::statusCode)
        .isEqualTo(401);
    var look = HttpRequest.newBuilder(tile).header("Authorization", admin()).build();
    var picture = new ByteArrayOutputStream();
    try (var pictures = http.send(look, BodyHandlers.ofInputStream()).body()) {
      while (!picture.toString(ISO_8859_1).contains("\u00ff\u00d9")) { // where a JPEG ends
        picture.write(pictures.readNBytes(1_000));
      }
    }
    assertThat(picture.toString(ISO_8859_1)).contains("image/jpeg", "\u00ff\u00d8");
    var audit = HttpRequest.newBuilder(URI.create(up.url("/api/v1/audit")));
    assertThat(
            http.send(audit.header("Authorization", admin()).build(), BodyHandlers.ofString())
                .body())
        .contains("VIDEO_LINK_GIVEN", "VIDEO_WATCHED");
  }

  private static String admin() throws IOException {
    var basic = "admin:" + adminPassword();
    return "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(UTF_8));
  }

  @Test
  @Order(10)
  void withoutTrinoOnlyHistoryIsMissing() throws Exception {
    assertThat(up.get("/api/v1/halls/golden-hall/tickets?date=2026-03-02").statusCode())
        .isEqualTo(200);
    up.kill("trino");
    up.await(
        "history says that it is missing",
        Duration.ofSeconds(20),
        () -> up.get("/api/v1/halls/golden-hall/tickets?date=2026-03-02").statusCode() == 503);
    var before = versions();
    up.await("live goes on", Duration.ofSeconds(20), () -> versions() > before);
    awaitTrino();
  }

  /** That a machine goes on from its checkpoints after a kill is tried by {@code FaultsIT}. */
  @Test
  @Order(11)
  void aKilledMachineThatLostItsStateLearnsItAgainFromTheLake() throws Exception {
    var tickets = Files.readString(GOLDEN.resolve("tickets.sql"), UTF_8);
    long before = versions();
    var rows = "SELECT count(*), max(revision) FROM hall.tickets WHERE hall_id = 'golden-hall'";
    var revisions = sql(rows);
    up.killerOfEverything().run();
    Files.move(data().resolve("checkpoints"), folder.resolve("lost"));
    System.out.println(
        cli.run(Stream.concat(Stream.of(UP), Stream.of("--fresh-start")).toArray(String[]::new)));
    up.await("all is known again", Duration.ofMinutes(8), () -> versions() > before);
    awaitTrino();
    up.await(
        "the facts are written again", Duration.ofMinutes(5), () -> !sql(rows).equals(revisions));
    awaitEqual(Files.readString(GOLDEN.resolve("tickets.csv"), UTF_8), () -> sql(tickets));
    assertThat(
            sql(
                "SELECT source, epoch, count(*) AS n, count(DISTINCT seq) AS d, max(seq) AS m"
                    + " FROM hall.events GROUP BY source, epoch"
                    + " HAVING count(*) <> count(DISTINCT seq) OR count(*) <> max(seq)"))
        .as("sources with events lost or doubled")
        .isEqualTo("\"source\",\"epoch\",\"n\",\"d\",\"m\"\n");
    up.await("the reconciler has read the lake", Duration.ofMinutes(2), () -> storedRows() > 0);
    assertThat(cli.status().get("ledger").get("findings")).isEmpty();
  }

  /** All that the run has left behind, searched for what a visitor gave. */
  @Test
  @Order(13)
  void whoAVisitorIsNeverLeftTheHall() throws Exception {
    var canary = new CanarySteps(cli, data(), given());
    canary.nothingThatTellsWhoSomebodyIsIsInAFile();
    var installation = new Installation(data());
    canary.norInATopic(Ports.of(installation).brokers());
    canary.norInTheLake(sqlAdmin());
  }

  private static long storedRows() throws IOException, InterruptedException {
    return cli.status().path("ledger").path("stored").asLong();
  }

  /** What the visitor of the face test gave; outside of the installation. */
  private static Path given() {
    return folder.resolve("given.json");
  }

  /** A path as people name them, with what shells and encodings stumble over. */
  private static Path data() {
    return folder.resolve("data 数据");
  }

  private static JsonNode halls() throws IOException, InterruptedException {
    return MAPPER.readTree(up.get("/api/v1/live/summary").body()).path("halls");
  }

  /** Events folded of the simulated district. */
  private static long versions() throws IOException, InterruptedException {
    long sum = 0;
    for (var hall : halls()) {
      if (hall.get("district").asText().equals("370213")) {
        sum += hall.get("version").asLong();
      }
    }
    return sum;
  }

  private static String sql(String query) throws IOException {
    return sqlAdmin().csv(query);
  }

  private static void awaitTrino() throws Exception {
    up.await("Trino runs", Duration.ofMinutes(6), () -> up.runs("trino"));
    up.await(
        "Trino answers",
        Duration.ofMinutes(4),
        () -> cli.tryRun("sql", "SELECT 1", "--format", "csv").exitCode() == 0);
  }

  private static void awaitEqual(String expected, Callable<String> actual) throws Exception {
    var until = Instant.now().plus(Duration.ofSeconds(120));
    var seen = actual.call();
    while (!seen.equals(expected) && Instant.now().isBefore(until)) {
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      seen = actual.call();
    }
    assertThat(seen).isEqualTo(expected);
  }
}
