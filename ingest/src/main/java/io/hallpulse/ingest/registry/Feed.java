package io.hallpulse.ingest.registry;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.hallpulse.domain.market.RegistryCheck;
import io.hallpulse.domain.market.RegistryCheck.Verdict;
import io.hallpulse.domain.market.Rejection;
import io.hallpulse.domain.market.Rejection.Reason;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.ingest.Failure;
import io.hallpulse.ingest.registry.KnownRows.News;
import io.hallpulse.schemas.Parsed.Accepted;
import io.hallpulse.schemas.Parsed.Rejected;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.registry.RegistryEvent;
import io.hallpulse.schemas.registry.RegistryJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads a feed row by row: what is let in goes on, what is not goes beside the file. */
final class Feed {
  private final RegistryCheck check;
  private final LocalDays days;
  private final Consumer<RegistryEvent> out;
  private final RejectedFeed rejected;
  private long accepted;
  private long repeated;

  /**
   * @param days local days of the district of a CSV file
   */
  Feed(RegistryCheck check, LocalDays days, Consumer<RegistryEvent> out, RejectedFeed rejected) {
    this.check = check;
    this.days = days;
    this.out = out;
    this.rejected = rejected;
  }

  long accepted() {
    return accepted;
  }

  long repeated() {
    return repeated;
  }

  /** JSON lines bring their own identity and came when they happened. */
  void jsonLines(Path file) {
    var seen = new HashSet<String>();
    try (var lines = new BufferedReader(FileText.reader(file))) {
      long number = 0;
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          jsonLine(line, number, seen);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new Failure("Cannot read %s: %s".formatted(file, e), e);
    }
  }

  private void jsonLine(String line, long number, Set<String> seen) {
    var parsed = RegistryJson.fields(line);
    if (!(parsed instanceof Accepted<Map<String, Object>> read)) {
      var reason = ((Rejected<Map<String, Object>>) parsed).reason();
      rejected.line(number, new Rejection(Reason.BAD_JSON, "", reason), line);
      return;
    }
    if (check.check(read.value(), null) instanceof Verdict.LetIn letIn) {
      var event = letIn.event();
      if (seen.add("%s/%d/%d".formatted(event.getSource(), event.getEpoch(), event.getSeq()))) {
        send(event);
      } else {
        repeated++;
      }
      return;
    }
    rejected.line(number, ((Verdict.TurnedAway) check.check(read.value(), null)).rejection(), line);
  }

  /**
   * A CSV file by its mapping.
   *
   * @param epoch of the file's content
   * @param arrival now, microseconds
   */
  void csv(Path file, FeedMapping mapping, long epoch, KnownRows known, long arrival) {
    try (Reader text = FileText.reader(file);
        var csv = CsvReader.builder().ofCsvRecord(text)) {
      var records = csv.iterator();
      if (!records.hasNext()) {
        throw new Failure("%s is empty; its first line must name the columns".formatted(file));
      }
      var header = records.next().getFields();
      var places = new HashMap<String, Integer>();
      for (var column : mapping.columns().entrySet()) {
        int place = header.indexOf(column.getValue());
        if (place < 0) {
          throw new Failure(
              "%s has no column %s; its columns are %s".formatted(file, column.getValue(), header));
        }
        places.put(column.getKey(), place);
      }
      while (records.hasNext()) {
        row(records.next(), mapping, places, epoch, known, arrival, header);
      }
    } catch (CsvParseException e) {
      throw new Failure("%s is not CSV: %s".formatted(file, e.getMessage()), e);
    } catch (IOException | UncheckedIOException e) {
      throw new Failure("Cannot read %s: %s".formatted(file, e), e);
    }
  }

  private void row(
      CsvRecord record,
      FeedMapping mapping,
      Map<String, Integer> places,
      long epoch,
      KnownRows known,
      long arrival,
      List<String> header) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("source", mapping.source());
    fields.put("epoch", epoch);
    fields.put("seq", known.nextSeq(epoch));
    fields.put("district", mapping.district());
    if (mapping.kind() != null) {
      fields.put("kind", mapping.kind());
    }
    places.forEach(
        (field, place) -> {
          var value = place < record.getFieldCount() ? record.getField(place) : "";
          if (!value.isBlank()) {
            fields.put(field, value);
          }
        });
    fields.computeIfAbsent(
        "time", any -> startOf(String.valueOf(fields.get("effective_date")), arrival));
    var verdict = check.check(fields, arrival);
    if (verdict instanceof Verdict.TurnedAway away) {
      reject(record, away.rejection(), mapping, header);
      return;
    }
    var event = ((Verdict.LetIn) verdict).event();
    var news = known.news(event);
    if (news instanceof News.Nothing) {
      repeated++;
    } else if (news instanceof News.Conflict conflict) {
      var text = "another row said otherwise of the same " + event.getKind();
      reject(record, new Rejection(Reason.CONFLICT, conflict.field(), text), mapping, header);
    } else if (news instanceof News.Amended amended) {
      fields.keySet().removeAll(KnownRows.CONTENT);
      fields.putAll(amended.differing());
      fields.put("clear", amended.clear());
      fields.put("kind", "ENTITY_CHANGED");
      fields.put("time", EventJson.instant(arrival).toString());
      sendKnown(((Verdict.LetIn) check.check(fields, arrival)).event(), known);
    } else {
      sendKnown(event, known);
    }
  }

  private Object startOf(String date, long arrival) {
    try {
      long start = days.start(LocalDate.parse(date.strip()).toEpochDay());
      // A day to come has not begun: with the time of now the check turns it away.
      return EventJson.instant(Math.min(start, arrival)).atOffset(ZoneOffset.UTC).toString();
    } catch (DateTimeParseException e) {
      // The check tells what is wrong with the date; any time does for that.
      return EventJson.instant(arrival).atOffset(ZoneOffset.UTC).toString();
    }
  }

  private void reject(
      CsvRecord record, Rejection rejection, FeedMapping mapping, List<String> header) {
    var column = mapping.columns().getOrDefault(rejection.field(), rejection.field());
    rejected.row(record.getStartingLineNumber(), column, rejection, record.getFields(), header);
  }

  private void sendKnown(RegistryEvent event, KnownRows known) {
    known.add(event);
    send(event);
  }

  private void send(RegistryEvent event) {
    out.accept(event);
    accepted++;
  }
}
