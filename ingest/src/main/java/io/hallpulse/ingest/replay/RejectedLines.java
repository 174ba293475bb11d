package io.hallpulse.ingest.replay;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hallpulse.ingest.Failure;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Rejected lines of a JSON-lines file: {@code {"line", "reason", "raw"}} each. */
final class RejectedLines implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private @Nullable BufferedWriter writer;
  private long count;

  RejectedLines(Path input) {
    this.file = Beside.of(input, ".rejected.jsonl");
  }

  void add(long line, String reason, String raw) {
    count++;
    var entry =
        JSON.createObjectNode().put("line", line).put("reason", reason).put("raw", raw).toString();
    try {
      if (writer == null) {
        writer = Files.newBufferedWriter(file);
      }
      writer.write(entry);
      writer.newLine();
    } catch (IOException e) {
      throw new Failure("Cannot write rejected lines to %s: %s".formatted(file, e), e);
    }
  }

  long count() {
    return count;
  }

  Path file() {
    return file;
  }

  @Override
  public void close() {
    if (writer == null) {
      return;
    }
    try {
      writer.close();
    } catch (IOException e) {
      throw new Failure("Cannot write rejected lines to %s: %s".formatted(file, e), e);
    }
  }
}
