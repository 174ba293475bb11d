package io.hallpulse.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.domain.market.CreditCode;
import io.hallpulse.ingest.Ingest;
import io.hallpulse.local.stack.Installation;
import io.hallpulse.local.stack.Ports;
import io.hallpulse.local.stack.Secrets;
import io.hallpulse.schemas.access.Administrator;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Market entities through the whole path: a made-up registry of a million entities with fifteen
 * years of history is sent to Kafka, folded by the market job, and counted when the lake has the
 * indicators of all periods, the last that is told among them. Then single registrations are pushed
 * and awaited in the live figures, and the questions of reports are asked.
 */
@Command(
    name = "economy",
    description = "A million market entities through the whole path, and changes of them.",
    mixinStandardHelpOptions = true)
final class EconomyLoad implements Callable<Integer> {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String DISTRICT = "370213";
  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));
  private static final int LONGEST_MINUTES = 30;
  private static final int SILENCE_SECONDS = 5;
  private static final double ALL = 0.999;

  /** Of this run: the same key or code again would be a repeat. */
  private final long run = System.currentTimeMillis() / 1000 % 10_000;

  @Option(names = "--data", required = true, description = "folder of the installation")
  private Path data = Path.of("");

  @Option(names = "--results", required = true, description = "folder for the result")
  private Path results = Path.of("");

  @Option(
      names = "--share",
      defaultValue = "3.2",
      description = "of the district's entities; 3.2: a million over the years (${DEFAULT-VALUE})")
  private double share;

  @Option(names = "--changes", defaultValue = "20", description = "pushed one by one")
  private int changes;

  private String serving = "";
  private Administrator administrator = new Administrator("", "");

  @Override
  public Integer call() throws Exception {
    var installation = new Installation(data);
    var ports = Ports.of(installation);
    serving = ports.servingUrl();
    administrator = Secrets.of(installation).administrator();
    if (!figure(live(), 1, "year").equals("0")) {
      throw new IOException(
          "District %s has market entities already; needed is a new installation, started with --registry 0 --simulate off"
              .formatted(DISTRICT));
    }
    var state = Files.createTempDirectory("economy");
    long begin = System.nanoTime();
    int exit =
        Ingest.commandLine()
            .execute(
                "simulate-registry",
                "--brokers",
                ports.brokers(),
                "--state",
                state.toString(),
                "--share",
                Double.toString(share),
                "--rate",
                "0",
                "--until",
                "now");
    if (exit != 0) {
      throw new IOException("The registry could not be sent");
    }
    double sent = seconds(begin);
    long events = MAPPER.readTree(state.resolve("registry.json").toFile()).path("sent").asLong();
    System.out.printf("%,d changes sent in %.1f s%n", events, sent);
    double live = awaitLive(begin, events);
    var stock = figure(live(), 1, "year");
    System.out.printf("all of them live after %.1f s: stock %s%n", live, stock);
    // The last figure that is told: years to date come last, and of them today's.
    var news = figure(live(), 4, "ytd");
    while (!news.equals(storedNews())) {
      pause(begin, 2_000);
    }
    double stored = seconds(begin);
    System.out.printf("all indicators in the lake after %.1f s%n", stored);

    var latencies = new Spread();
    for (int i = 0; i < changes; i++) {
      latencies.add(change(i));
    }
    System.out.printf("change to live indicator: %s%n", latencies.json());
    var queries = queries();
    var result = new LinkedHashMap<String, Object>();
    result.put("share", share);
    result.put("changes", events);
    result.put("stock", stock);
    result.put("sent_seconds", sent);
    result.put("live_seconds", live);
    result.put("stored_seconds", stored);
    result.put("change_to_live_ms", latencies.json());
    result.put("query_seconds", queries);
    double slowest = queries.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    Result.write(
        results,
        "economy",
        List.of(
            Figure.of("M1", "a million entities loaded and counted", "s", stored, 180, 360.0),
            Figure.of(
                "M2", "change to live indicator, slowest", "ms", latencies.max(), 1_000, 3_000.0),
            Figure.of("M3", "slowest question of a report", "s", slowest, 5, 10.0)),
        List.of(),
        result);
    return 0;
  }

  /**
   * Seconds until the last of so many changes was live. The last ones may change no figure and then
   * tell none, so it is waited for silence, and that is not counted.
   */
  private double awaitLive(long begin, long events) throws IOException, InterruptedException {
    long version = 0;
    double changed = 0;
    while (version < events * ALL || seconds(begin) - changed < SILENCE_SECONDS) {
      long now = live().path("version").asLong();
      if (now != version) {
        version = now;
        changed = seconds(begin);
      }
      pause(begin, 100);
    }
    return changed;
  }

  /** Milliseconds from before a registration is pushed until the stock that is live has it. */
  private double change(int number) throws IOException, InterruptedException {
    var before = Long.parseLong(figure(live(), 1, "year"));
    var body = "91370213MB" + "%04d%03d".formatted(run, number);
    var line =
        "{\"kind\":\"ENTITY_REGISTERED\",\"uscc\":\"%s\",\"effective_date\":\"%s\",\"subdistrict\":\"李村\"}"
            .formatted(body + CreditCode.check(body), TODAY);
    long begin = System.nanoTime();
    var answer =
        HTTP.send(
            request("/api/v1/economy/" + DISTRICT + "/changes")
                .header("Content-Type", "application/x-ndjson")
                .header("Idempotency-Key", "bench-%d-%d".formatted(run, number))
                .POST(BodyPublishers.ofString(line))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200 || !answer.body().contains("\"accepted\":1")) {
      throw new IOException("The change was not taken: " + answer.body());
    }
    while (Long.parseLong(figure(live(), 1, "year")) <= before) {
      pause(begin, 10);
    }
    double millis = seconds(begin) * 1_000;
    TimeUnit.MILLISECONDS.sleep(1_500);
    return millis;
  }

  /** What reports and screens ask for, each once warm. */
  private LinkedHashMap<String, Double> queries() throws IOException, InterruptedException {
    var year = TODAY.getYear();
    var base = "/api/v1/economy/" + DISTRICT;
    var asked = new LinkedHashMap<String, String>();
    asked.put(
        "all indicators of a month by subdistrict",
        base
            + "/indicators?scope=subdistrict&from=%s&to=%s"
                .formatted(TODAY.withDayOfMonth(1), TODAY));
    asked.put(
        "thirteen months of the district",
        base + "/indicators?from=%s&to=%s".formatted(TODAY.minusYears(1), TODAY));
    asked.put(
        "fifteen years by year and section",
        base + "/indicators?scope=section&period_kind=year&from=2011-01-01&to=%s".formatted(TODAY));
    asked.put(
        "a year of days",
        base
            + "/indicators?indicator=1&period_kind=day&from=%d-01-01&to=%s".formatted(year, TODAY));
    asked.put(
        "a combination by month since 2011",
        base
            + "/combination?subdistrict=%s&industry=F,H&type=HOUSEHOLD&from=2011-01-01&to=%s"
                .formatted(URLEncoder.encode("李村,沧口", UTF_8), TODAY));
    var seconds = new LinkedHashMap<String, Double>();
    for (var question : asked.entrySet()) {
      get(question.getValue()); // the first one reads the table's metadata
      var rounds = new ArrayList<Double>();
      for (int round = 0; round < 3; round++) {
        long begin = System.nanoTime();
        get(question.getValue());
        rounds.add(seconds(begin));
      }
      rounds.sort(Double::compare);
      System.out.printf("%-45s %.2f s%n", question.getKey(), rounds.get(1));
      seconds.put(question.getKey(), rounds.get(1));
    }
    return seconds;
  }

  private JsonNode live() throws IOException, InterruptedException {
    var answer = HTTP.send(request(livePath()).build(), BodyHandlers.ofString());
    return answer.statusCode() == 200
        ? MAPPER.readTree(answer.body()).path(0)
        : MAPPER.createObjectNode();
  }

  private static String livePath() {
    return "/api/v1/live/economy/" + DISTRICT + "?scope=district";
  }

  private String storedNews() throws IOException, InterruptedException {
    var path =
        "/api/v1/economy/%s/indicators?indicator=4&period_kind=ytd&from=%s&to=%s"
            .formatted(DISTRICT, TODAY, TODAY);
    var answer = HTTP.send(request(path).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      return ""; // the table is not there yet
    }
    return MAPPER.readTree(answer.body()).path(0).path("figure").path("value").asText();
  }

  private static String figure(JsonNode scope, int indicator, String periodKind) {
    for (var figure : scope.path("figures")) {
      if (figure.path("indicator").asInt() == indicator
          && figure.path("period_kind").asText().equals(periodKind)
          && !figure.path("value").isNull()) {
        return figure.path("value").asText();
      }
    }
    return "0";
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    var answer = HTTP.send(request(path).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": " + answer.body());
    }
    return MAPPER.readTree(answer.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(serving + path))
        .header("Authorization", administrator.basic());
  }

  private static void pause(long since, long millis) throws InterruptedException {
    if (seconds(since) > TimeUnit.MINUTES.toSeconds(LONGEST_MINUTES)) {
      throw new IllegalStateException("Not done after %d minutes".formatted(LONGEST_MINUTES));
    }
    TimeUnit.MILLISECONDS.sleep(millis);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
