package io.hallpulse.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.hallpulse.local.supervise.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Passwords made at the first start; the file that keeps them is its owner's alone. */
@JsonNaming(SnakeCaseStrategy.class)
public record Secrets(String adminPassword, String postgresqlPassword) {
  /** Without characters that look alike when copied by hand. */
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

  private static final ObjectMapper JSON = new ObjectMapper();

  public static Secrets of(Installation installation) throws IOException {
    Path file = installation.secretsFile();
    if (!Files.exists(file)) {
      var random = new SecureRandom();
      var made = new Secrets(password(random), password(random));
      WholeFile.write(file, JSON.writeValueAsString(made) + "\n");
    }
    return JSON.readValue(Files.readString(file), Secrets.class);
  }

  private static String password(SecureRandom random) {
    return random
        .ints(24, 0, ALPHABET.length())
        .mapToObj(index -> ALPHABET.substring(index, index + 1))
        .collect(Collectors.joining());
  }
}
