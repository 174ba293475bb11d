package io.hallpulse.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A log of some halls that begins now and goes on evenly: visits, and now and then a heartbeat that
 * says how much the hall has accepted. Replayed at speed 1 it is live traffic.
 */
final class RealTimeLog {
  static final String HALLS = "faults-";

  private static final int HALL_COUNT = 4;
  private static final int PER_SECOND = 25;
  private static final int HEARTBEAT_EVERY = 50;
  private static final List<String> VISIT =
      List.of("TICKET_ISSUED", "TICKET_CALLED", "SERVICE_STARTED", "SERVICE_ENDED");

  private static final String AT_COUNTER = "\"counter_id\":\"%1$s-c\",\"staff_id\":\"%1$s-s\"";
  private static final List<String> MORE =
      List.of(
          "\"queue_id\":\"%1$s-q\",\"ticket_no\":\"A1\",\"channel\":\"QR\"",
          AT_COUNTER + ",\"attempt\":1", AT_COUNTER, AT_COUNTER + ",\"outcome\":\"COMPLETED\"");

  private final Path file;
  private final Instant start;

  RealTimeLog(Path file, Instant start, Duration length) throws IOException {
    this.file = file;
    this.start = start;
    writeUntil(start.plus(length));
  }

  Path file() {
    return file;
  }

  /** Ends the log at a time; returns how many events it holds then. */
  long writeUntil(Instant end) throws IOException {
    long perHall = perHall(end);
    try (var out = Files.newBufferedWriter(file, UTF_8)) {
      for (long i = 0; i < perHall; i++) {
        for (int hall = 0; hall < HALL_COUNT; hall++) {
          out.write(event(HALLS + hall, i));
          out.newLine();
        }
      }
    }
    return perHall * HALL_COUNT;
  }

  /** How many events have happened. */
  long eventsBy(Instant time) {
    return perHall(time) * HALL_COUNT;
  }

  private long perHall(Instant time) {
    return Math.max(0, Duration.between(start, time).toMillis() * PER_SECOND / 1000);
  }

  private String event(String hall, long i) {
    var common =
        "{\"source\":\"%1$s\",\"epoch\":1,\"seq\":%2$d,\"time\":\"%3$s\",\"district\":\"370213\",\"hall_id\":\"%1$s\",\"kind\":"
            .formatted(hall, i + 1, start.plusMillis(i * 1000 / PER_SECOND));
    if (i % HEARTBEAT_EVERY == 0) {
      return common
          + "\"HEARTBEAT\",\"spool_depth\":0,\"clock_offset_ms\":0,\"last_seq\":%d}"
              .formatted(i + 1);
    }
    int step = (int) (i % VISIT.size());
    return common
        + "\"%s\",\"ticket_id\":\"%s-%d\",".formatted(VISIT.get(step), hall, i / VISIT.size())
        + MORE.get(step).formatted(hall)
        + "}";
  }
}
