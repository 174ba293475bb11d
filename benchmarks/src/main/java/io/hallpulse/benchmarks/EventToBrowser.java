package io.hallpulse.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From an event at the edge to its number in a browser (quality.md, P4). A hall of its own gets
 * events on an open-loop schedule; a real Chromium shows it and notes which version of the hall it
 * painted when. A version is the number of the hall's events folded, so a painted version v shows
 * the first v events; an event's latency runs from when it was due to the first paint that shows
 * it.
 */
@Command(
    name = "latency",
    description = "From an event at the edge to its number in a browser (P4).",
    mixinStandardHelpOptions = true)
final class EventToBrowser implements Callable<Integer> {
  @Option(names = "--brokers", required = true, description = "Kafka's address")
  private String brokers = "";

  @Option(names = "--serving", required = true, description = "address of the wall")
  private String serving = "";

  @Option(
      names = "--web",
      required = true,
      description = "folder of the web project (browser driver)")
  private Path web = Path.of("");

  @Option(names = "--results", required = true, description = "folder for the result")
  private Path results = Path.of("");

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "events per second (${DEFAULT-VALUE})")
  private int rate;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "length of the run (${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description = "seconds not counted (${DEFAULT-VALUE})")
  private int warmUp;

  private record Paint(long version, double at) {}

  @Override
  public Integer call() throws Exception {
    var hallId = "bench-" + Instant.now().getEpochSecond();
    var browser = startBrowser(hallId);
    var ready = new CompletableFuture<Boolean>();
    var paints = CompletableFuture.supplyAsync(() -> readPaints(browser, ready));
    var schedule = new Schedule(VisitSender.nanosNow() + TimeUnit.SECONDS.toNanos(3), rate);
    long total = (long) rate * (seconds + warmUp);
    send(hallId, schedule, total, ready);
    browser.getOutputStream().close(); // tells it that all was sent
    var latencies = latencies(paints.get(60, TimeUnit.SECONDS), schedule, total);
    report(latencies, total);
    return latencies.getTotalCount() == total - (long) rate * warmUp ? 0 : 1;
  }

  private Process startBrowser(String hallId) throws IOException {
    return new ProcessBuilder(
            "node", "bench/paints.mjs", serving, hallId, String.valueOf(seconds + warmUp + 30))
        .directory(web.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Lines {@code {"ready":true}}, then {@code {"version":v,"at":milliseconds since 1970}}. */
  private static List<Paint> readPaints(Process browser, CompletableFuture<Boolean> ready) {
    var mapper = new ObjectMapper();
    var paints = new ArrayList<Paint>();
    try (var lines = new BufferedReader(new InputStreamReader(browser.getInputStream(), UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var node = mapper.readTree(line);
        if (node.has("ready")) {
          ready.complete(true);
        } else {
          paints.add(new Paint(node.get("version").asLong(), node.get("at").asDouble()));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("The browser's report broke off", e);
    }
    ready.complete(false);
    return paints;
  }

  private void send(String hallId, Schedule schedule, long total, CompletableFuture<Boolean> ready)
      throws InterruptedException, ExecutionException {
    try (var sender = new VisitSender(brokers, hallId, schedule)) {
      boolean asked = false;
      for (long sent = 0; sent < total; ) {
        sent = sender.sendDue(total);
        if (!asked && sent > rate) {
          // The page can show the hall only once its first events are folded.
          asked = true;
          ready.thenAccept(
              shown -> System.err.println(shown ? "browser shows the hall" : "browser ended"));
        }
      }
    }
    if (!ready.get()) {
      throw new IllegalStateException("The browser ended before it showed the hall");
    }
  }

  /** Latencies in microseconds of the events after the warm-up. */
  private Histogram latencies(List<Paint> paints, Schedule schedule, long total) {
    var histogram = new Histogram(TimeUnit.MINUTES.toMicros(2), 3);
    long counted = (long) rate * warmUp;
    for (var paint : paints) {
      long painted = (long) (paint.at() * 1_000_000);
      for (; counted < Math.min(paint.version(), total); counted++) {
        histogram.recordValue(Math.max(0, (painted - schedule.due(counted)) / 1000));
      }
    }
    return histogram;
  }

  private void report(Histogram latencies, long total) throws IOException {
    var result = new LinkedHashMap<String, Object>();
    result.put("events_per_second", rate);
    result.put("events_sent", total);
    result.put("events_counted", latencies.getTotalCount());
    for (double percentile : new double[] {50, 90, 99, 99.9, 100}) {
      result.put(
          percentile == 100 ? "max_ms" : "p%s_ms".formatted(percentile).replace(".0_", "_"),
          latencies.getValueAtPercentile(percentile) / 1000.0);
    }
    Result.write(
        results,
        "event-to-browser",
        List.of(
            figure("p99", latencies.getValueAtPercentile(99) / 1000.0, 1_000),
            figure("p99.9", latencies.getValueAtPercentile(99.9) / 1000.0, 2_000)),
        List.of(),
        result);
    result.forEach((name, value) -> System.out.printf("%-20s %s%n", name, value));
  }

  private static Figure figure(String what, double millis, double good) {
    return Figure.of("P4", what, "ms", millis, good, 3_000.0);
  }
}
