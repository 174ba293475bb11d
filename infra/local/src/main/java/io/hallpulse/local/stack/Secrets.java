package io.hallpulse.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.local.supervise.WholeFile;
import io.hallpulse.schemas.access.Administrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Passwords made at the first start; the file that keeps them is its owner's alone.
 *
 * @param statusPassword by which {@code status} asks serving; the administrator's is his to change
 * @param launcherPassword by which the launcher and its programs ask serving for what needs an
 *     administrator
 * @param secretKey locks devices' keys in PostgreSQL and Kafka
 * @param loaderKey signs the events of what is no device: simulators, replays, feeds, pushes
 * @param trinoPassword serving's at Trino
 * @param trinoSecret locks Trino's certificate and is what its parts know each other by
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Secrets(
    String adminPassword,
    String statusPassword,
    String launcherPassword,
    String postgresqlPassword,
    String secretKey,
    String loaderKey,
    String trinoPassword,
    String trinoSecret) {
  private static final List<String> NAMES =
      List.of(
          "admin_password",
          "status_password",
          "launcher_password",
          "postgresql_password",
          "secret_key",
          "loader_key",
          "trino_password",
          "trino_secret");

  /** Without characters that look alike when copied by hand. */
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

  private static final ObjectMapper JSON = new ObjectMapper();

  public static final String STATUS = "program/status";

  public static Secrets of(Installation installation) throws IOException {
    Path file = installation.secretsFile();
    var known =
        Files.exists(file)
            ? JSON.readValue(Files.readString(file), ObjectNode.class)
            : JSON.createObjectNode();
    var random = new SecureRandom();
    boolean isNew = false;
    // An older installation gets what it lacks and keeps what it has.
    for (var name : NAMES) {
      if (!known.has(name)) {
        known.put(name, password(random));
        isNew = true;
      }
    }
    if (isNew) {
      WholeFile.write(file, JSON.writeValueAsString(known) + "\n");
    }
    return JSON.treeToValue(known, Secrets.class);
  }

  /** For programs that read or change what only an administrator may, by HTTP or in SQL. */
  public Map<String, String> asAdministrator() {
    return administrator().environment();
  }

  public Administrator administrator() {
    return new Administrator("program/launcher", launcherPassword);
  }

  private static String password(SecureRandom random) {
    return random
        .ints(24, 0, ALPHABET.length())
        .mapToObj(index -> ALPHABET.substring(index, index + 1))
        .collect(Collectors.joining());
  }
}
