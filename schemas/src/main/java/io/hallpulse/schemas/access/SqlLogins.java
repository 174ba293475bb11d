package io.hallpulse.schemas.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who may sign in to Trino: a file that serving writes from its accounts and Trino's login reads,
 * one {@code name:hash} a line.
 *
 * @param hashes the {@link PasswordHash} of each name
 */
public record SqlLogins(Map<String, String> hashes) {
  public SqlLogins {
    hashes = Map.copyOf(hashes);
  }

  public static SqlLogins read(Path file) throws IOException {
    var hashes = new TreeMap<String, String>();
    int number = 0;
    for (var line : Files.readAllLines(file, UTF_8)) {
      number++;
      int colon = line.indexOf(':');
      if (colon < 1 || !line.startsWith("$argon2id$", colon + 1)) {
        // The line itself may hold a secret.
        throw new IOException("%s, line %d is no name:hash".formatted(file, number));
      }
      hashes.put(line.substring(0, colon), line.substring(colon + 1));
    }
    return new SqlLogins(hashes);
  }

  /** The file's text. */
  public String text() {
    var text = new StringBuilder();
    new TreeMap<>(hashes)
        .forEach((name, hash) -> text.append(name).append(':').append(hash).append('\n'));
    return text.toString();
  }
}
