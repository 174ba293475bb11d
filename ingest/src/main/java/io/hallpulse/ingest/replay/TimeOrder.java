package io.hallpulse.ingest.replay;

import io.hallpulse.ingest.Failure;
import io.hallpulse.ingest.Origin;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Refuses a file in which a source's time goes back too far. A source has come as far as its latest
 * event, and the job keeps a ticket for 15 days of that: what lies further back is lost to it.
 */
final class TimeOrder {
  static final Duration MOST_BACK = Duration.ofDays(14);

  private final Path file;
  private final Map<Origin, Latest> latest = new HashMap<>();

  private record Latest(long time, long line) {}

  TimeOrder(Path file) {
    this.file = file;
  }

  void check(long line, Event event) {
    var origin = Origin.of(event);
    var before = latest.get(origin);
    if (before == null || event.getTime() > before.time()) {
      latest.put(origin, new Latest(event.getTime(), line));
    } else if (before.time() - event.getTime() > TimeUnit.DAYS.toMicros(MOST_BACK.toDays())) {
      throw new Failure(
          """
          %s, line %d: the time of source %s goes back from %s (line %d) to %s, more than %d days; \
          its tickets would be lost. Nothing was sent. Sort the file by time, oldest first, and \
          replay it again"""
              .formatted(
                  file,
                  line,
                  origin,
                  EventJson.instant(before.time()),
                  before.line(),
                  EventJson.instant(event.getTime()),
                  MOST_BACK.toDays()));
    }
  }
}
