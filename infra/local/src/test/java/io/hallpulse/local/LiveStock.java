package io.hallpulse.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A district's stock as its live stream tells it to a screen, and when. */
final class LiveStock implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final String DATA = "data:";

  private final BlockingQueue<Shown> shown = new LinkedBlockingQueue<>();
  private final Stream<String> lines;

  private record Shown(String stock, long nanos) {}

  /**
   * @param stream of the scope of the district alone
   */
  LiveStock(URI stream) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(stream).header("Accept", "text/event-stream").build();
    lines = HttpClient.newHttpClient().send(request, BodyHandlers.ofLines()).body();
    var reader = new Thread(this::read, "live-stock");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try {
      lines.filter(line -> line.startsWith(DATA)).forEach(this::take);
    } catch (UncheckedIOException e) {
      System.out.println("The live stream has ended: " + e.getMessage()); // who waits says so, too
    }
  }

  private void take(String line) {
    long now = System.nanoTime();
    try {
      shown.add(new Shown(of(MAPPER.readTree(line.substring(DATA.length()))), now));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How long after a moment that stock was shown. */
  Duration shownAfter(long begin, String stock) throws InterruptedException {
    long end = begin + LONGEST.toNanos();
    while (true) {
      var next =
          Objects.requireNonNull(
              shown.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS),
              () -> "No stock of %s within %s".formatted(stock, LONGEST));
      if (next.stock().equals(stock)) {
        return Duration.ofNanos(next.nanos() - begin);
      }
    }
  }

  /** The stock of the running month in a scope's figures; empty if there is none. */
  static String of(JsonNode scope) {
    for (var figure : scope.path("figures")) {
      if (figure.path("indicator").asInt() == 1
          && figure.path("period_kind").asText().equals("month")) {
        return figure.path("value").asText();
      }
    }
    return "";
  }

  @Override
  public void close() {
    lines.close();
  }
}
