package io.hallpulse.ingest.simulate;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hallpulse.ingest.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What a simulated registry goes on from.
 *
 * @param historyUntil last day of its past, YYYY-MM-DD
 * @param sent how many changes the broker has acknowledged
 */
@JsonNaming(SnakeCaseStrategy.class)
record RegistryState(long seed, double share, String historyUntil, long sent) {
  private static final JsonMapper JSON = new JsonMapper();

  static Optional<RegistryState> read(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(Files.readString(file), RegistryState.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new Failure("Cannot read %s: %s".formatted(file, e), e);
    }
  }

  RegistryState sent(long changes) {
    return new RegistryState(seed, share, historyUntil, changes);
  }

  void write(Path file) {
    try {
      var whole = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(whole, JSON.writeValueAsString(this) + "\n");
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Failure("Cannot write %s: %s".formatted(file, e), e);
    }
  }
}
