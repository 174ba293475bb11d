package io.hallpulse.benchmarks.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.benchmarks.upkeep.Rounds.Answer;
import io.hallpulse.flinkio.Lake;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;

/** The other end of {@link Rounds}. */
final class UpkeepProcess implements AutoCloseable {
  private final ObjectMapper json = new ObjectMapper();
  private final Process process;
  private final BufferedReader answers;
  private final Writer rounds;

  UpkeepProcess(Lake lake) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                Rounds.class.getName(),
                lake.catalogUrl(),
                lake.user(),
                lake.password(),
                lake.warehouse())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    rounds = new OutputStreamWriter(process.getOutputStream(), UTF_8);
  }

  /** Runs a round; fails if anything in it did. */
  Answer round(LocalDate openDay, Instant quietSince, Instant keptSince) throws IOException {
    rounds.write("%s %s %s\n".formatted(openDay, quietSince, keptSince));
    rounds.flush();
    var line = answers.readLine();
    if (line == null) {
      throw new IllegalStateException("Upkeep ended; its last words stand above");
    }
    var answer = json.readValue(line, Answer.class);
    answer.done().stream()
        .filter(done -> done.failed())
        .findAny()
        .ifPresent(
            done -> {
              throw new IllegalStateException("Upkeep of " + done);
            });
    return answer;
  }

  @Override
  public void close() throws IOException {
    rounds.close();
    answers.close();
  }
}
