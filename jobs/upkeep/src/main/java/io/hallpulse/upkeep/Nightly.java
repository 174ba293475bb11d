package io.hallpulse.upkeep;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.upkeep.baselines.Baselines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the baselines computed every night at two o'clock. When it was done last is kept in a file: a
 * program that was down at night does it soon after its start.
 */
final class Nightly {
  private static final Logger LOG = LoggerFactory.getLogger(Nightly.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  static final LocalTime HOUR = LocalTime.of(2, 0);

  /** The stack has other things to do while it starts. */
  static final Duration FIRST = Duration.ofMinutes(8);

  static final Duration AGAIN_AFTER_FAILURE = Duration.ofMinutes(10);

  private final Path file;
  private final ZoneId zone;
  private final Clock clock;
  private volatile Kept kept;
  private volatile Instant next;
  private volatile boolean failed;

  /** What a restart must know; times in milliseconds since 1970, 0 for never. */
  record Kept(long ended, long took, int published, int unchanged, int unknown) {}

  private Nightly(Path file, ZoneId zone, Clock clock, Kept kept) {
    this.file = file;
    this.zone = zone;
    this.clock = clock;
    this.kept = kept;
    var due = nightAfter(Instant.ofEpochMilli(kept.ended()), zone);
    var soon = clock.instant().plus(FIRST);
    this.next = due.isBefore(soon) ? soon : due;
  }

  static Nightly open(Path file, ZoneId zone, Clock clock) {
    var never = new Kept(0, 0, 0, 0, 0);
    if (!Files.exists(file)) {
      return new Nightly(file, zone, clock, never);
    }
    try {
      return new Nightly(file, zone, clock, JSON.readValue(file.toFile(), Kept.class));
    } catch (IOException e) {
      LOG.warn("{} cannot be read, so baselines are computed anew: {}", file, e.getMessage());
      return new Nightly(file, zone, clock, never);
    }
  }

  /** Two o'clock of the first night that begins after a time. */
  static Instant nightAfter(Instant time, ZoneId zone) {
    var local = time.atZone(zone);
    var night = local.toLocalDate().atTime(HOUR).atZone(zone);
    return (night.isAfter(local) ? night : night.plusDays(1)).toInstant();
  }

  Instant next() {
    return next;
  }

  /** Runs for as long as the program does. */
  void run(Baselines baselines) throws InterruptedException {
    LOG.info("Computes baselines at {}", next);
    while (true) {
      Thread.sleep(Math.max(0, Duration.between(clock.instant(), next).toMillis()));
      runOnce(baselines);
    }
  }

  void runOnce(Baselines baselines) throws InterruptedException {
    var started = clock.instant();
    try {
      var run = baselines.run(started);
      var ended = clock.instant();
      kept =
          new Kept(
              ended.toEpochMilli(),
              Duration.between(started, ended).toMillis(),
              run.published(),
              run.unchanged(),
              run.unknown());
      failed = false;
      next = nightAfter(ended, zone);
      keep();
    } catch (IOException | RuntimeException e) {
      failed = true;
      next = clock.instant().plus(AGAIN_AFTER_FAILURE);
      LOG.warn("No baselines, tried again at {}", next, e);
    }
  }

  private void keep() throws IOException {
    var half = file.resolveSibling(file.getFileName() + ".new");
    Files.createDirectories(file.toAbsolutePath().getParent());
    JSON.writeValue(half.toFile(), kept);
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Figures for Prometheus. */
  String metrics() {
    var last = kept;
    return """
        hallpulse_baselines_ok %d
        hallpulse_baselines_last_run_seconds %d
        hallpulse_baselines_last_run_duration_seconds %.3f
        hallpulse_baselines_last_run_published %d
        hallpulse_baselines_last_run_unchanged %d
        hallpulse_baselines_last_run_unknown %d
        hallpulse_baselines_next_run_seconds %d
        """
        .formatted(
            failed ? 0 : 1,
            last.ended() / 1000,
            last.took() / 1000.0,
            last.published(),
            last.unchanged(),
            last.unknown(),
            next.getEpochSecond());
  }
}
