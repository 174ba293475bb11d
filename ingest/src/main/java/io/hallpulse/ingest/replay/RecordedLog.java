package io.hallpulse.ingest.replay;

import io.hallpulse.ingest.Failure;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.JsonLine;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.ReferenceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A recorded log to look at without sending it: what a replay of the same file would send. */
public final class RecordedLog {
  private final Path file;
  private final @Nullable Mapping mapping;
  private long rejected;
  private @Nullable String firstRejection;

  /**
   * @param mapping file or shipped name, null for JSON lines
   * @throws Failure if there is no such file or mapping
   */
  public RecordedLog(Path file, @Nullable String mapping) {
    if (!Files.isRegularFile(file)) {
      throw new Failure("There is no file " + file);
    }
    if (mapping == null && file.toString().endsWith(".csv")) {
      throw new Failure("%s is CSV and needs --mapping (docs/mapping.md)".formatted(file));
    }
    this.file = file;
    this.mapping = mapping == null ? null : Mapping.load(mapping);
  }

  /** Reads it to its end: reference data and events in the order of a replay. */
  public void read(Consumer<Datum> references, Consumer<Event> events) {
    if (mapping == null) {
      JsonLinesReplay.read(file, (number, text) -> line(number, text, references, events));
    } else {
      mapping.reference().forEach(one -> datum(one.type(), one.value()).ifPresent(references));
      var read = CsvLimit.ofThisProgram().guard(file, () -> csv(mapping));
      read.rejected().forEach(one -> reject(one.row().line(), one.problem().reason()));
      read.events().forEach(one -> events.accept(one.event()));
    }
  }

  private CsvEvents csv(Mapping chosen) {
    return CsvEvents.of(CsvFile.read(file, chosen), chosen, 1);
  }

  private void line(long number, String text, Consumer<Datum> references, Consumer<Event> events) {
    var parsed = EventJson.read(text);
    if (parsed instanceof Parsed.Rejected<JsonLine> bad) {
      reject(number, bad.reason());
    } else if (parsed instanceof Parsed.Accepted<JsonLine> good) {
      if (good.value() instanceof JsonLine.OfEvent one) {
        events.accept(one.event());
      } else if (good.value() instanceof JsonLine.OfReference one) {
        datum(one.type(), one.value()).ifPresent(references);
      }
    }
  }

  /** A datum of a known type whose values are right; what is not, a replay refuses. */
  public static Optional<Datum> datum(String type, String value) {
    return ReferenceType.of(type)
        .map(known -> known.read(value))
        .flatMap(
            read ->
                read instanceof Parsed.Accepted<Datum> accepted
                    ? Optional.of(accepted.value())
                    : Optional.empty());
  }

  private void reject(long line, String reason) {
    if (rejected++ == 0) {
      firstRejection = "%s, line %d: %s".formatted(file, line, reason);
    }
  }

  /** Lines that a replay would reject. */
  public long rejected() {
    return rejected;
  }

  /** Where and why the first one is rejected, null if none is. */
  public @Nullable String firstRejection() {
    return firstRejection;
  }
}
