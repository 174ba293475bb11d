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

  /** Reads the file twice: nothing is sent of one whose order would lose tickets. */
  void run(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new Failure("%s is not a file that can be read twice; save it first".formatted(file));
    }
    var order = new TimeOrder(file);
    var identities = new HashMap<Origin, String>();
    read(file, (number, line) -> check(number, line, order, identities));
    read(file, this::take);
    delivery.finish();
  }

  interface Lines {
    void line(long number, String text);
  }

  static void read(Path file, Lines lines) {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      long number = 0;
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        var text = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (!text.isBlank()) {
          lines.line(number, text);
        }
      }
    } catch (IOException e) {
      throw new Failure("Cannot read %s: %s".formatted(file, e), e);
    }
  }

  private static void check(
      long number, String line, TimeOrder order, Map<Origin, String> identities) {
    if (EventJson.read(line) instanceof Parsed.Accepted<JsonLine> accepted
        && accepted.value() instanceof JsonLine.OfEvent one
        && identityProblem(one.event(), identities).isEmpty()) {
      order.check(number, one.event());
    }
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
      var problem = identityProblem(one.event(), halls);
      if (problem.isPresent()) {
        rejected.add(number, problem.get(), line);
      } else {
        delivery.event(number, one.event());
      }
      return;
    }
    delivery.reference(number, line, (at, raw, reason) -> rejected.add(at, reason, raw));
  }

  private static Optional<String> identityProblem(Event event, Map<Origin, String> halls) {
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
