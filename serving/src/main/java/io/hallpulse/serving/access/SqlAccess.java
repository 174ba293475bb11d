package io.hallpulse.serving.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.schemas.access.SqlLogins;
import io.hallpulse.serving.Settings;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What Trino knows of the accounts: a file of logins and a file of rules, which it reads anew every
 * two seconds. They are made from PostgreSQL and never read back; without serving they stay.
 */
@Singleton
public final class SqlAccess {
  /** Serving's own name at Trino; no account's name has a slash. */
  public static final String SERVING = "program/serving";

  private final Policy policy;
  private final Passwords passwords;
  private final ObjectMapper mapper;
  private final @Nullable Path folder;
  private final Map<String, String> programs = new TreeMap<>();
  private final List<Account> launcher;

  SqlAccess(Policy policy, Passwords passwords, ObjectMapper mapper, Settings settings) {
    this.policy = policy;
    this.passwords = passwords;
    this.mapper = mapper;
    this.folder = settings.sqlFolder() == null ? null : Path.of(settings.sqlFolder());
    if (folder == null) {
      launcher = List.of();
      return;
    }
    admit(SERVING, settings.trinoPassword());
    admit(Authentication.LAUNCHER, settings.launcherPassword());
    launcher =
        programs.containsKey(Authentication.LAUNCHER)
            ? List.of(
                new Account(
                    Authentication.LAUNCHER,
                    Role.ADMINISTRATOR,
                    null,
                    null,
                    false,
                    Instant.EPOCH,
                    null))
            : List.of();
  }

  private void admit(String program, @Nullable String password) {
    if (password != null) {
      programs.put(program, passwords.hash(password));
    }
  }

  /** Reads all accounts. */
  interface Source {
    List<Accounts.Stored> read() throws SQLException;
  }

  /** Writes what has changed. One at a time, so that the accounts read last are written last. */
  synchronized void hold(Source source) throws SQLException {
    if (folder == null) {
      return;
    }
    var all = source.read();
    try {
      // Rights first: who has a login then has its limits, too.
      write(
          folder.resolve("rules.json"),
          mapper.writerWithDefaultPrettyPrinter().writeValueAsString(rules(all)));
      write(folder.resolve("logins"), logins(all).text());
    } catch (IOException e) {
      throw new UncheckedIOException("Trino cannot be told of the accounts", e);
    }
  }

  private Object rules(List<Accounts.Stored> all) {
    return new SqlRules(policy)
        .of(
            Stream.concat(
                    launcher.stream(),
                    all.stream()
                        .filter(stored -> stored.hash() != null)
                        .map(Accounts.Stored::account)
                        .filter(this::asksInSql))
                .toList());
  }

  private SqlLogins logins(List<Accounts.Stored> all) {
    var hashes = new TreeMap<>(programs);
    for (var stored : all) {
      var hash = stored.hash();
      if (hash != null && asksInSql(stored.account())) {
        hashes.put(stored.account().name(), hash);
      }
    }
    return new SqlLogins(hashes);
  }

  private boolean asksInSql(Account account) {
    return !account.disabled() && policy.allowsSql(account.role());
  }

  /** Readers see the file whole, old or new; only its owner may read it. */
  private static void write(Path file, String text) throws IOException {
    if (Files.exists(file) && Files.readString(file).equals(text)) {
      return;
    }
    var fresh =
        Files.createTempFile(
            Files.createDirectories(file.toAbsolutePath().getParent()),
            file.getFileName().toString(),
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
