package io.hallpulse.ingest.replay;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.hallpulse.ingest.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Rejected rows of a CSV file: line, column and reason before the original columns, so that the
 * file can be corrected and replayed with the same mapping.
 */
final class RejectedRows {
  private final Path file;

  RejectedRows(Path input) {
    this.file = Beside.of(input, ".rejected.csv");
  }

  /** A row and why it was rejected. */
  record Rejected(CsvRow row, RowProblem problem) {}

  void write(List<String> header, char delimiter, List<Rejected> rejected) {
    if (rejected.isEmpty()) {
      return;
    }
    try (var csv = CsvWriter.builder().fieldSeparator(delimiter).build(file)) {
      csv.writeRecord(
          joined(List.of("rejected_line", "rejected_column", "rejected_reason"), header));
      for (var one : rejected) {
        var problem = one.problem();
        csv.writeRecord(
            joined(
                List.of(Long.toString(one.row().line()), problem.column(), problem.reason()),
                one.row().values()));
      }
    } catch (IOException | UncheckedIOException e) {
      throw new Failure("Cannot write rejected rows to %s: %s".formatted(file, e), e);
    }
  }

  Path file() {
    return file;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
