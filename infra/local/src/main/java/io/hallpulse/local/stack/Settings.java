package io.hallpulse.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.hallpulse.local.supervise.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * What a person chose for a stack.
 *
 * @param simulate the simulator's speed: a multiple of real time, max or off
 * @param historyDays past working days of the simulated district
 * @param parallelism on how many threads the hall job folds
 * @param freshStart whether the jobs may make their state anew from what is stored
 * @param publicUrl what QR codes say, empty for the wall's own address
 * @param registry share of the district's market entities that are simulated, 0 for none
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Settings(
    String simulate,
    int historyDays,
    boolean trino,
    int commitIntervalSeconds,
    int parallelism,
    String publicUrl,
    boolean freshStart,
    double registry) {
  public static final String OFF = "off";

  /** The hall job's state is cut into so many parts; see its MAX_PARALLELISM. */
  private static final int MOST_THREADS = 128;

  private static final int MOST_REGISTRY = 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  public Settings {
    if (!simulate.matches("off|max|[0-9]+(\\.[0-9]+)?")) {
      throw new IllegalArgumentException(
          "Simulation speed must be a number, max or off, got " + simulate);
    }
    if (historyDays < 0) {
      throw new IllegalArgumentException("Days of history must be 0 or more, got " + historyDays);
    }
    if (commitIntervalSeconds < 1) {
      throw new IllegalArgumentException(
          "Commit interval must be at least 1 second, got " + commitIntervalSeconds);
    }
    if (!(registry >= 0 && registry <= MOST_REGISTRY)) {
      throw new IllegalArgumentException(
          "Share of market entities must be 0 to %d, got %s".formatted(MOST_REGISTRY, registry));
    }
    if (parallelism < 1 || parallelism > MOST_THREADS) {
      throw new IllegalArgumentException(
          "Parallelism must be 1 to %d, got %d".formatted(MOST_THREADS, parallelism));
    }
  }

  public boolean simulated() {
    return !simulate.equals(OFF);
  }

  public void write(Installation installation) throws IOException {
    WholeFile.write(installation.settingsFile(), JSON.writeValueAsString(this) + "\n");
  }

  /** What the stack was started with last, if ever. */
  public static Optional<Settings> of(Installation installation) throws IOException {
    return Files.exists(installation.settingsFile())
        ? Optional.of(JSON.readValue(Files.readString(installation.settingsFile()), Settings.class))
        : Optional.empty();
  }
}
