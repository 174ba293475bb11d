package io.hallpulse.ingest.registry;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.hallpulse.domain.market.Rejection;
import io.hallpulse.ingest.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a feed that were turned away, in a file beside it: line, column and reason before the
 * row itself, so that it can be corrected and fed. Made only if a row was. The file of an earlier
 * run may have been corrected already, so what differs is kept beside it, and never written over.
 */
final class RejectedFeed implements AutoCloseable {
  private final Path file;
  private final String before;
  private final String ending;
  private final Path fresh;
  private final Path reasons;
  private boolean isDone;
  private @Nullable CsvWriter rows;
  private @Nullable Writer lines;
  private @Nullable CsvWriter why;
  private long count;

  /**
   * @param isCsv whether rows come from CSV; lines of JSON stay as they are, and their reasons are
   *     told in a file of their own
   */
  RejectedFeed(Path input, boolean isCsv) {
    var name = input.toAbsolutePath().getFileName() + ".rejected";
    this.before = name + ".before";
    this.ending = isCsv ? ".csv" : ".jsonl";
    this.file = input.toAbsolutePath().resolveSibling(name + ending);
    // Named so that it is no feed itself, should this run be ended.
    this.fresh = file.resolveSibling(name + ".new");
    this.reasons = file.resolveSibling(name + ".reasons.csv");
    try {
      Files.deleteIfExists(fresh);
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
        rows = CsvWriter.builder().build(fresh);
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
        lines = Files.newBufferedWriter(fresh);
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

  /** All rows have been looked at; a feed that ends before leaves the file of an earlier one. */
  void done() {
    isDone = true;
  }

  @Override
  public void close() {
    try {
      for (var open : new @Nullable AutoCloseable[] {rows, lines, why}) {
        if (open != null) {
          open.close();
        }
      }
      if (isDone) {
        replace();
      } else {
        Files.deleteIfExists(fresh);
      }
    } catch (Exception e) {
      throw unwritable(e);
    }
  }

  private void replace() throws IOException {
    if (Files.exists(file)) {
      if (Files.exists(fresh) && Files.mismatch(file, fresh) < 0) {
        Files.delete(fresh);
        return;
      }
      keep();
    }
    if (Files.exists(fresh)) {
      Files.move(fresh, file);
    }
  }

  private void keep() throws IOException {
    var kept = file.resolveSibling(before + ending);
    for (int number = 2; Files.exists(kept); number++) {
      kept = file.resolveSibling("%s.%d%s".formatted(before, number, ending));
    }
    Files.move(file, kept);
  }
}
