package io.hallpulse.agent.tls;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of a device's lines, and when they end: one that has ended is noticed by nobody
 * until all pages stand still. Looked at when the device starts and every day, since it runs for
 * months and its files may be replaced meanwhile.
 */
public final class Certificates {
  private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
  private static final Duration SOON = Duration.ofDays(30);
  private static final Duration DAILY = Duration.ofDays(1);

  private final List<Tls> lines;
  private final InstantSource clock;
  private volatile List<Ending> endings = List.of();

  /** How a file stands. */
  public enum State {
    VALID,
    ENDS_SOON,
    ENDED
  }

  /**
   * A certificate in one of the files.
   *
   * @param file its name, without the folder
   * @param endsAt ISO 8601
   */
  public record Certificate(String file, String endsAt, State state) {}

  private record Ending(String file, Instant endsAt) {}

  /**
   * @param lines with whole paths
   */
  public Certificates(List<Tls> lines, InstantSource clock) {
    this.lines = List.copyOf(lines);
    this.clock = clock;
    look();
  }

  /** Looks every day from now on. */
  public void lookDaily(Vertx vertx) {
    vertx.setPeriodic(
        DAILY.toMillis(),
        timer ->
            vertx.executeBlocking(
                () -> {
                  look();
                  return true;
                }));
  }

  /** Reads the files, and warns of what ends. What cannot be read stays as it was known. */
  public void look() {
    try {
      endings =
          lines.stream()
              .flatMap(line -> line.ends().entrySet().stream())
              .flatMap(file -> file.getValue().stream().map(end -> ending(file.getKey(), end)))
              .distinct()
              .toList();
    } catch (IllegalArgumentException e) {
      LOG.error("The certificates' ends cannot be looked at: {}", e.getMessage());
    }
    for (var each : all()) {
      switch (each.state()) {
        case ENDED ->
            LOG.error(
                "A certificate in {} ended on {}; nobody will believe it",
                each.file(),
                each.endsAt());
        case ENDS_SOON -> LOG.warn("A certificate in {} ends on {}", each.file(), each.endsAt());
        case VALID -> {
          // Nothing to do.
        }
      }
    }
  }

  private static Ending ending(Path file, Instant end) {
    return new Ending(String.valueOf(file.getFileName()), end);
  }

  /** As they stand now. */
  public List<Certificate> all() {
    var now = clock.instant();
    return endings.stream()
        .map(
            each ->
                new Certificate(each.file(), each.endsAt().toString(), state(each.endsAt(), now)))
        .toList();
  }

  /** How many have ended or end soon. */
  public static long ending(List<Certificate> certificates) {
    return certificates.stream().filter(each -> each.state() != State.VALID).count();
  }

  private static State state(Instant end, Instant now) {
    if (end.isBefore(now)) {
      return State.ENDED;
    }
    return end.isBefore(now.plus(SOON)) ? State.ENDS_SOON : State.VALID;
  }
}
