package io.hallpulse.ingest.replay;

import io.hallpulse.ingest.Failure;
import io.hallpulse.ingest.Origin;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.JsonLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Replays a file of JSON lines; its events bring their own identity. */
final class JsonLinesReplay {
  private final Delivery delivery;
  private final RejectedLines rejected;
  private final Map<Origin, String> halls = new HashMap<>();

  JsonLinesReplay(Delivery delivery, RejectedLines rejected) {
    this.delivery = delivery;
    this.rejected = rejected;
  }

  void run(Path file) {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      long number = 0;
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        var text = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (!text.isBlank()) {
          take(number, text);
        }
      }
    } catch (IOException e) {
      throw new Failure("Cannot read %s: %s".formatted(file, e), e);
    }
    delivery.finish();
  }

  private void take(long number, String line) {
    if (line.indexOf('\uFFFD') >= 0) {
      rejected.add(number, "not UTF-8", line);
      return;
    }
    var parsed = EventJson.read(line);
    if (parsed instanceof Parsed.Rejected<JsonLine> bad) {
      rejected.add(number, bad.reason(), line);
      return;
    }
    var value = ((Parsed.Accepted<JsonLine>) parsed).value();
    if (value instanceof JsonLine.OfEvent one) {
      var problem = identityProblem(one.event());
      if (problem.isPresent()) {
        rejected.add(number, problem.get(), line);
      } else {
        delivery.event(number, one.event());
      }
      return;
    }
    delivery.reference(number, line, (at, raw, reason) -> rejected.add(at, reason, raw));
  }

  private Optional<String> identityProblem(Event event) {
    if (event.getSeq() < 1 || event.getEpoch() < 1) {
      return Optional.of(
          "seq and epoch count from 1, got seq %d of epoch %d"
              .formatted(event.getSeq(), event.getEpoch()));
    }
    var origin = Origin.of(event);
    var hall = halls.computeIfAbsent(origin, key -> event.getHallId());
    return hall.equals(event.getHallId())
        ? Optional.empty()
        : Optional.of(
            "source %s belongs to hall %s by an earlier line, not to %s"
                .formatted(origin, hall, event.getHallId()));
  }
}
