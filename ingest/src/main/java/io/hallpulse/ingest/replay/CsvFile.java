package io.hallpulse.ingest.replay;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.hallpulse.ingest.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A CSV file with a header, whole in memory; UTF-8, a byte-order mark is tolerated. */
record CsvFile(List<String> header, List<CsvRow> rows) {
  static CsvFile read(Path file, Mapping mapping) {
    try (var csv =
        CsvReader.builder()
            .fieldSeparator(mapping.delimiter())
            .detectBomHeader(true)
            .ofCsvRecord(file)) {
      var records = csv.iterator();
      if (!records.hasNext()) {
        throw new Failure("%s is empty; its first line must name the columns".formatted(file));
      }
      var header = List.copyOf(records.next().getFields());
      var places = places(file, header, mapping);
      var rows = new ArrayList<CsvRow>();
      while (records.hasNext()) {
        var row = records.next();
        rows.add(new CsvRow(row.getStartingLineNumber(), row.getFields(), places));
      }
      return new CsvFile(header, rows);
    } catch (CsvParseException e) {
      throw new Failure("%s is not CSV: %s".formatted(file, e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw unreadable(file, e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Map<String, Integer> places(Path file, List<String> header, Mapping mapping) {
    var places = new HashMap<String, Integer>();
    for (int i = 0; i < header.size(); i++) {
      if (places.put(header.get(i), i) != null && mapping.columns().contains(header.get(i))) {
        throw new Failure("%s has column %s twice".formatted(file, header.get(i)));
      }
    }
    for (var column : mapping.columns()) {
      if (!places.containsKey(column)) {
        throw new Failure(
            "%s has no column %s, which the mapping reads; its columns are %s"
                .formatted(file, column, header));
      }
    }
    return places;
  }

  private static Failure unreadable(Path file, Exception e) {
    return new Failure(
        e instanceof MalformedInputException || e.getCause() instanceof MalformedInputException
            ? "%s is not UTF-8: convert it first, for example with iconv".formatted(file)
            : "Cannot read %s: %s".formatted(file, e),
        e);
  }
}
