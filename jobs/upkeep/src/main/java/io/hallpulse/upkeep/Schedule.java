package io.hallpulse.upkeep;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.upkeep.tables.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the lake's files were looked after and when they will be next. It is kept in a file, so that
 * a program that is started again and again neither skips what is due nor does all of it each time.
 */
final class Schedule {
  private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The stack has other things to do while it starts. */
  static final Duration FIRST = Duration.ofMinutes(3);

  static final Duration EVERY = Duration.ofMinutes(10);
  static final Duration ORPHANS_FIRST = Duration.ofHours(1);
  static final Duration ORPHANS_EVERY = Duration.ofHours(12);

  private final Path file;
  private volatile Kept kept;
  private volatile Instant next;

  private Schedule(Path file, Kept kept, Instant next) {
    this.file = file;
    this.kept = kept;
    this.next = next;
  }

  /**
   * What a restart must know; times in milliseconds since 1970, 0 for never.
   *
   * @param rounds how many there were since the file was made
   * @param done of the last round, by table
   */
  record Kept(long rounds, long started, long ended, long orphansDue, List<Done> done) {
    Kept {
      done = List.copyOf(done);
    }
  }

  /** Goes on with the schedule in a file, or begins it. */
  static Schedule open(Path file, Instant now) {
    var kept = read(file, now);
    var due = Instant.ofEpochMilli(kept.started()).plus(EVERY);
    return new Schedule(file, kept, between(due, now.plus(FIRST), now.plus(EVERY)));
  }

  private static Kept read(Path file, Instant now) {
    var begin = new Kept(0, 0, 0, now.plus(ORPHANS_FIRST).toEpochMilli(), List.of());
    if (!Files.exists(file)) {
      return begin;
    }
    try {
      return JSON.readValue(file.toFile(), Kept.class);
    } catch (IOException e) {
      LOG.warn("{} cannot be read, so the schedule begins anew: {}", file, e.getMessage());
      return begin;
    }
  }

  /** A clock that was set back must not put the next round off for long. */
  private static Instant between(Instant due, Instant least, Instant most) {
    if (due.isBefore(least)) {
      return least;
    }
    return due.isAfter(most) ? most : due;
  }

  Instant next() {
    return next;
  }

  boolean orphansDue(Instant now) {
    return now.toEpochMilli() >= kept.orphansDue();
  }

  /** The last round that came to its end. */
  Kept last() {
    return kept;
  }

  /** A round came to its end. */
  void ended(Instant started, Instant ended, boolean orphans, List<Done> done) throws IOException {
    kept =
        new Kept(
            kept.rounds() + 1,
            started.toEpochMilli(),
            ended.toEpochMilli(),
            orphans ? ended.plus(ORPHANS_EVERY).toEpochMilli() : kept.orphansDue(),
            done);
    next = between(started.plus(EVERY), ended, ended.plus(EVERY));
    var half = file.resolveSibling(file.getFileName() + ".new");
    Files.createDirectories(file.toAbsolutePath().getParent());
    JSON.writeValue(half.toFile(), kept);
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public String toString() {
    return file.toString();
  }

  /** Figures for Prometheus. */
  String metrics() {
    var last = kept;
    var text = new StringBuilder();
    text.append("hallpulse_upkeep_rounds_total %d%n".formatted(last.rounds()));
    text.append("hallpulse_upkeep_last_run_seconds %d%n".formatted(last.ended() / 1000));
    text.append(
        "hallpulse_upkeep_last_run_duration_seconds %.3f%n"
            .formatted((last.ended() - last.started()) / 1000.0));
    text.append("hallpulse_upkeep_next_run_seconds %d%n".formatted(next.getEpochSecond()));
    for (var table : last.done()) {
      append(text, "ok", table, table.failed() ? 0 : 1);
      append(text, "joined_files", table, table.joinedFiles());
      append(text, "rewritten_manifests", table, table.manifests());
      append(text, "expired_snapshots", table, table.snapshots());
      append(text, "deleted_orphans", table, table.orphans());
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String what, Done table, long value) {
    text.append(
        "hallpulse_upkeep_last_run_%s{table=\"%s\"} %d%n".formatted(what, table.table(), value));
  }
}
