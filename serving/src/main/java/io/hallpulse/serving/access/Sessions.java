package io.hallpulse.serving.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import javax.sql.DataSource;

/** Who is signed in; a session is a random token that only the browser has. */
@Singleton
final class Sessions {
  private static final String OPEN =
      """
      INSERT INTO session (token_hash, account, created, last_used) VALUES (?, ?, ?, ?)
      """;

  private static final String FIND =
      """
      SELECT a.name, a.role, a.district, a.hall, a.disabled, a.created, a.shown, s.last_used
      FROM session s JOIN account a ON a.name = s.account
      WHERE s.token_hash = ? AND NOT a.disabled AND s.created > ? AND s.last_used > ?
      """;

  private static final String USE = "UPDATE session SET last_used = ? WHERE token_hash = ?";

  private static final String CLOSE = "DELETE FROM session WHERE token_hash = ?";

  private static final String TIDY =
      """
      DELETE FROM session WHERE created <= ? OR last_used <= ?
      """;

  /** A wall asks often; not every request needs to write. */
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(30);

  private final DataSource database;
  private final Clock clock;
  private final AccessSettings settings;
  private final SecureRandom random = new SecureRandom();

  Sessions(DataSource database, Clock clock, AccessSettings settings) {
    this.database = database;
    this.clock = clock;
    this.settings = settings;
  }

  /** Begins a session and returns its token. */
  String open(Account account) throws SQLException {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var now = clock.instant();
    update(TIDY, at(now.minus(settings.sessionLongest())), at(now.minus(settings.sessionIdle())));
    update(OPEN, hash(token), account.name(), at(now), at(now));
    return token;
  }

  /** Whose session it is, if it has not ended; this use keeps it alive. */
  Optional<Account> use(String token) throws SQLException {
    var now = clock.instant();
    var found = find(token, now);
    if (found.isPresent() && found.get().lastUsed().plus(BETWEEN_WRITES).isBefore(now)) {
      update(USE, at(now), hash(token));
    }
    return found.map(Found::account);
  }

  private record Found(Account account, Instant lastUsed) {}

  private Optional<Found> find(String token, Instant now) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(FIND)) {
      query.setBytes(1, hash(token));
      query.setObject(2, at(now.minus(settings.sessionLongest())));
      query.setObject(3, at(now.minus(settings.sessionIdle())));
      try (var row = query.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Found(
                    Accounts.account(row),
                    row.getObject("last_used", OffsetDateTime.class).toInstant()))
            : Optional.empty();
      }
    }
  }

  void close(String token) throws SQLException {
    update(CLOSE, hash(token));
  }

  private void update(String sql, Object... parameters) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** The token is random, so that a plain hash is as good as a slow one. */
  static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
