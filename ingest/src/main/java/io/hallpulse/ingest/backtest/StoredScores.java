package io.hallpulse.ingest.backtest;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hallpulse.domain.forecast.BacktestScore;
import io.hallpulse.ingest.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A back-test's result as a JSON file.
 *
 * @param log what was played: files, or the simulator with its seed
 * @param events of tickets and counters that were played
 * @param left tickets that were cancelled before a call, and are not scored
 */
record StoredScores(String log, long events, int left, List<BacktestScore> scores) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  StoredScores {
    scores = List.copyOf(scores);
  }

  void write(Path file) {
    try {
      var folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      JSON.writeValue(file.toFile(), this);
    } catch (IOException e) {
      throw new Failure("Cannot write %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
