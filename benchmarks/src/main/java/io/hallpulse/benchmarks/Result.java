package io.hallpulse.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** A benchmark's result as a file, with the machine that it was measured on. */
public final class Result {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Result() {}

  public static void write(Path folder, String name, Map<String, Object> values)
      throws IOException {
    var result = new LinkedHashMap<String, Object>();
    result.put("benchmark", name);
    result.put("measured", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    result.put("machine", machine());
    result.put("result", values);
    Files.createDirectories(folder);
    MAPPER.writeValue(folder.resolve(name + ".json").toFile(), result);
  }

  private static Map<String, Object> machine() {
    return Map.of(
        "cores", Runtime.getRuntime().availableProcessors(),
        "os", System.getProperty("os.name") + " " + System.getProperty("os.version"),
        "architecture", System.getProperty("os.arch"),
        "java", System.getProperty("java.version"));
  }
}
