package io.hallpulse.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.local.stack.Installation;
import io.hallpulse.local.stack.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether the wall and serving stay as they are for hours: a hall of its own gets events without
 * pause, beside the installation's own traffic; a real Chromium shows the screens of the wall in
 * turn; once a minute it is looked at what the page holds after a collection, and what memory
 * serving has. Flat is what rises over the second half by no more than {@link #MOST_PERCENT}.
 *
 * <p>Afterwards ten thousand listen to a hall's stream (P8).
 */
@Command(
    name = "soak",
    description = "Whether wall and serving hold their memory for hours; then 10k listeners (P8).",
    mixinStandardHelpOptions = true)
final class Soak implements Callable<Integer> {
  static final double MOST_PERCENT = 5;
  private static final double FAILS_FROM = 10;
  private static final int WANTED_UPDATES = 50;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(names = "--data", required = true, description = "folder of the installation")
  private Path data = Path.of("");

  @Option(
      names = "--web",
      required = true,
      description = "folder of the web project (browser driver)")
  private Path web = Path.of("");

  @Option(names = "--results", required = true, description = "folder for the results")
  private Path results = Path.of("");

  @Option(
      names = "--minutes",
      defaultValue = "120",
      description = "length of the soak, 0 for none (${DEFAULT-VALUE})")
  private int minutes;

  @Option(
      names = "--rate",
      defaultValue = "50",
      description = "events per second (${DEFAULT-VALUE})")
  private int rate;

  @Option(
      names = "--clients",
      defaultValue = "10000",
      description = "who listen afterwards, 0 for none (${DEFAULT-VALUE})")
  private int clients;

  @Option(
      names = "--client-seconds",
      defaultValue = "60",
      description = "how long they are measured (${DEFAULT-VALUE})")
  private int clientSeconds;

  /** A minute's look at the page and at serving. */
  record Look(
      int minute,
      double heap,
      double nodes,
      double listeners,
      double documents,
      long updates,
      long version,
      double memory) {}

  @Override
  public Integer call() throws Exception {
    if (minutes != 0 && minutes < Drift.LEAST) {
      throw new IllegalArgumentException(
          "--minutes must be 0 or at least %d, got %d".formatted(Drift.LEAST, minutes));
    }
    var installation = new Installation(data);
    int failed = minutes == 0 ? 0 : soak(installation);
    if (clients > 0) {
      var measured = StreamClients.measure(installation, clients, clientSeconds);
      measured.write(results);
      failed = Math.max(failed, measured.isComplete() ? 0 : 1);
    }
    return failed;
  }

  private int soak(Installation installation) throws Exception {
    var ports = Ports.of(installation);
    var serving = ServingProcess.of(installation);
    var hallId = "soak-" + Instant.now().getEpochSecond();
    var goesOn = new AtomicBoolean(true);
    var looks = new ArrayList<Look>();
    var complaints = Collections.synchronizedList(new ArrayList<String>());
    var traffic = new Thread(() -> send(ports.brokers(), hallId, goesOn, complaints), "traffic");
    var browser = startBrowser(ports.servingUrl(), hallId);
    try {
      traffic.start();
      watch(browser, installation, looks, complaints);
    } catch (IOException e) {
      complaints.add("the browser's driver is not understood: " + e);
    } finally {
      browser.destroy();
      goesOn.set(false);
      traffic.join();
    }
    compare(serving, installation, complaints);
    return judge(looks, complaints);
  }

  private void send(String brokers, String hallId, AtomicBoolean goesOn, List<String> complaints) {
    var start = VisitSender.nanosNow() + TimeUnit.SECONDS.toNanos(1);
    try {
      VisitSender.sendWhile(goesOn::get, brokers, hallId, new Schedule(start, rate));
    } catch (RuntimeException e) {
      complaints.add("the traffic ended: " + e);
    }
  }

  private static void compare(
      ServingProcess before, Installation installation, List<String> complaints) {
    try {
      if (!before.equals(ServingProcess.of(installation))) {
        complaints.add("serving was started again in between");
      }
    } catch (IOException e) {
      complaints.add("at the end: " + e);
    }
  }

  private Process startBrowser(String serving, String hallId) throws IOException {
    return new ProcessBuilder("node", "bench/soak.mjs", serving, hallId, String.valueOf(minutes))
        .directory(web.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void watch(
      Process browser, Installation installation, List<Look> looks, List<String> complaints)
      throws IOException, InterruptedException {
    try (var lines = new BufferedReader(new InputStreamReader(browser.getInputStream(), UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var said = JSON.readTree(line);
        if (said.has("complaint")) {
          complaints.add(said.path("complaint").asText());
          System.out.println("complaint: " + said.path("complaint").asText());
        } else if (said.has("minute")) {
          look(said, installation, looks, complaints);
        } else {
          System.out.printf(
              "%6s %10s %8s %10s %10s %12s %14s%n",
              "minute", "heap MB", "nodes", "listeners", "documents", "updates/s", "serving MB");
        }
      }
    }
    if (browser.waitFor() != 0) {
      complaints.add("the browser's driver ended with " + browser.exitValue());
    }
  }

  /** What hours have told must not be lost because serving is away in one minute. */
  static void look(
      JsonNode said, Installation installation, List<Look> looks, List<String> complaints) {
    try {
      looks.add(look(said, ServingProcess.of(installation)));
      print(looks);
    } catch (IOException e) {
      complaints.add("minute %d: %s".formatted(said.path("minute").asInt(), e));
    }
  }

  private static Look look(JsonNode said, ServingProcess serving) throws IOException {
    return new Look(
        said.path("minute").asInt(),
        said.path("heap").asDouble(),
        said.path("nodes").asDouble(),
        said.path("listeners").asDouble(),
        said.path("documents").asDouble(),
        said.path("updates").asLong(),
        said.path("version").asLong(),
        serving.residentBytes());
  }

  private static void print(List<Look> looks) {
    var now = looks.get(looks.size() - 1);
    long before = looks.size() == 1 ? 0 : looks.get(looks.size() - 2).updates();
    System.out.printf(
        "%6d %10.2f %8.0f %10.0f %10.0f %12.1f %14.0f%n",
        now.minute(),
        now.heap() / 1e6,
        now.nodes(),
        now.listeners(),
        now.documents(),
        (now.updates() - before) / 60.0,
        now.memory() / 1e6);
  }

  private int judge(List<Look> looks, List<String> complaints) throws IOException {
    if (looks.size() < minutes) {
      complaints.add("only %d of %d minutes were looked at".formatted(looks.size(), minutes));
    }
    for (int i = 1; i < looks.size(); i++) {
      if (looks.get(i).version() <= looks.get(i - 1).version()) {
        complaints.add("the hall stood still in minute " + looks.get(i).minute());
      }
    }
    if (looks.size() < Drift.LEAST) {
      complaints.forEach(System.out::println);
      return 1;
    }
    var last = looks.get(looks.size() - 1);
    double updates = (double) last.updates() / last.minute() / 60;
    if (updates < WANTED_UPDATES) {
      complaints.add(
          "the wall was told of %.1f updates a second, %d are wanted"
              .formatted(updates, WANTED_UPDATES));
    }
    var drifts =
        List.of(
            drift("JS heap after collection, bytes", looks, Look::heap),
            drift("DOM nodes", looks, Look::nodes),
            drift("event listeners", looks, Look::listeners),
            drift("serving's resident memory, bytes", looks, Look::memory));
    write(looks, drifts, complaints, updates);
    drifts.forEach(Soak::print);
    complaints.forEach(complaint -> System.out.println("complaint: " + complaint));
    boolean isFlat = drifts.stream().allMatch(drift -> drift.isFlat(MOST_PERCENT));
    System.out.printf(
        "%s over %d minutes at %.0f updates/s (bound: +%.0f %% over the second half)%n",
        isFlat ? "FLAT" : "NOT FLAT", looks.size(), updates, MOST_PERCENT);
    return isFlat && complaints.isEmpty() ? 0 : 1;
  }

  private static Drift drift(String what, List<Look> looks, ToDoubleFunction<Look> of) {
    return Drift.of(what, looks.stream().map(of::applyAsDouble).toList());
  }

  private static void print(Drift drift) {
    System.out.printf(
        "%-36s %14.0f first, %14.0f last, %+.2f %% over the second half%s%n",
        drift.what(),
        drift.first(),
        drift.last(),
        drift.risePercent(),
        drift.isFlat(MOST_PERCENT) ? "" : "  NOT FLAT");
  }

  private void write(List<Look> looks, List<Drift> drifts, List<String> complaints, double updates)
      throws IOException {
    var result = new LinkedHashMap<String, Object>();
    result.put("minutes", looks.size());
    result.put("events_per_second", rate);
    result.put("updates_per_second", updates);
    result.put("complaints", complaints);
    drifts.forEach(drift -> result.put(drift.what(), drift.json()));
    result.put("looks", looks);
    var figures = new ArrayList<Figure>();
    for (var drift : drifts) {
      figures.add(
          Figure.of("S1", drift.what(), "%", drift.risePercent(), MOST_PERCENT, FAILS_FROM));
    }
    Result.write(
        results,
        "soak",
        figures,
        List.of(
            "%d minutes, %.0f updates/s to the wall, %d complaints"
                .formatted(looks.size(), updates, complaints.size())),
        result);
  }
}
