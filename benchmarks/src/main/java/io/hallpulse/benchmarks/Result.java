package io.hallpulse.benchmarks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A benchmark's result as a file, with the machine that it was measured on.
 *
 * @param figures that stand beside goals
 * @param notes for whoever reads the table
 * @param result all that was measured
 */
public record Result(
    String benchmark,
    String measured,
    Machine machine,
    List<Figure> figures,
    List<String> notes,
    Map<String, Object> result) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  public Result {
    // Absent in a file that a person shortened.
    figures = figures == null ? List.of() : List.copyOf(figures);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }

  /** Of a benchmark that no goal is set for. */
  public static void write(Path folder, String name, Map<String, Object> values)
      throws IOException {
    write(folder, name, List.of(), List.of(), values);
  }

  public static void write(
      Path folder,
      String name,
      List<Figure> figures,
      List<String> notes,
      Map<String, Object> values)
      throws IOException {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Files.createDirectories(folder);
    MAPPER.writeValue(
        folder.resolve(name + ".json").toFile(),
        new Result(name, now, Machine.own(), figures, notes, values));
  }

  /** All results of a folder, by name. */
  static List<Result> all(Path folder) throws IOException {
    var results = new ArrayList<Result>();
    if (!Files.isDirectory(folder)) {
      return results;
    }
    try (var files = Files.list(folder)) {
      for (var file : files.filter(name -> name.toString().endsWith(".json")).sorted().toList()) {
        results.add(MAPPER.readValue(file.toFile(), Result.class));
      }
    }
    return results;
  }
}
