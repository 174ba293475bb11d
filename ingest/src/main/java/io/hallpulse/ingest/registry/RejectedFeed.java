package io.hallpulse.ingest.registry;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.hallpulse.domain.market.Rejection;
import io.hallpulse.ingest.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a feed that were turned away, in a file beside it: line, column and reason before the
 * row itself, so that it can be corrected and fed. Made only if a row was. The file of an earlier
 * run may have been corrected already, so what differs is kept beside it.
 */
final class RejectedFeed implements AutoCloseable {
  private final Path file;
  private final Path before;
  private final Path reasons;
  private @Nullable CsvWriter rows;
  private @Nullable Writer lines;
  private @Nullable CsvWriter why;
  private long count;

  /**
   * @param isCsv whether rows come from CSV; lines of JSON stay as they are, and their reasons are
   *     told in a file of their own
   */
  RejectedFeed(Path input, boolean isCsv) {
    var name = input.toAbsolutePath().getFileName();
    var ending = isCsv ? ".csv" : ".jsonl";
    this.file = input.toAbsolutePath().resolveSibling(name + ".rejected" + ending);
    this.before = input.toAbsolutePath().resolveSibling(name + ".rejected.before" + ending);
    this.reasons = input.toAbsolutePath().resolveSibling(name + ".rejected.reasons.csv");
    try {
      if (Files.exists(file)) {
        Files.move(file, before, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.deleteIfExists(reasons);
    } catch (IOException e) {
      throw new Failure("Cannot replace %s: %s".formatted(file, e), e);
    }
  }

  Path file() {
    return file;
  }

  long count() {
    return count;
  }

  void row(long line, String column, Rejection rejection, List<String> row, List<String> header) {
    try {
      if (rows == null) {
        rows = CsvWriter.builder().build(file);
        rows.writeRecord(
            with(List.of("rejected_line", "rejected_column", "rejected_reason"), header));
      }
      rows.writeRecord(with(List.of(Long.toString(line), column, rejection.toString()), row));
      count++;
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(e);
    }
  }

  void line(long line, Rejection rejection, String text) {
    try {
      if (lines == null || why == null) {
        lines = Files.newBufferedWriter(file);
        why = CsvWriter.builder().build(reasons);
        why.writeRecord("rejected_line", "rejected_column", "rejected_reason");
      }
      lines.write(text + "\n");
      why.writeRecord(Long.toString(line), rejection.field(), rejection.toString());
      count++;
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(e);
    }
  }

  private Failure unwritable(Exception e) {
    return new Failure("Cannot write rejected rows to %s: %s".formatted(file, e), e);
  }

  private static List<String> with(List<String> first, List<String> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  @Override
  public void close() {
    try {
      for (var open : new @Nullable AutoCloseable[] {rows, lines, why}) {
        if (open != null) {
          open.close();
        }
      }
      if (Files.exists(file) && Files.exists(before) && Files.mismatch(file, before) < 0) {
        Files.delete(before);
      }
    } catch (Exception e) {
      throw unwritable(e);
    }
  }
}
