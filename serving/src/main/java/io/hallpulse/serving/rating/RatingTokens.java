package io.hallpulse.serving.rating;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * One-use tokens, each for one service of one ticket. They are random and kept as their hash, so
 * that nobody who reads the database can rate.
 */
@Singleton
final class RatingTokens {
  /** One that was not used makes room for a new one: a page may be opened twice. */
  private static final String ISSUE =
      """
      INSERT INTO rating_token AS t
        (token_hash, hall_id, ticket_id, counter_id, service_ended, expires)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (hall_id, ticket_id, counter_id, service_ended) DO UPDATE
        SET token_hash = excluded.token_hash, expires = excluded.expires
        WHERE t.used IS NULL
      """;

  /** Of two at once the second waits here, and then finds it used. */
  private static final String USE =
      """
      UPDATE rating_token SET used = ?
      WHERE token_hash = ? AND used IS NULL AND expires > ?
      RETURNING hall_id, ticket_id, counter_id
      """;

  private static final String WHY_NOT =
      """
      SELECT used IS NOT NULL FROM rating_token WHERE token_hash = ?
      """;

  private static final String LOOK =
      """
      SELECT hall_id, ticket_id, counter_id, service_ended, expires, used IS NOT NULL AS is_used
      FROM rating_token WHERE token_hash = ?
      """;

  /** Long after they could be used it no longer matters what became of them. */
  private static final String FORGET =
      """
      DELETE FROM rating_token WHERE expires < ?::timestamptz - INTERVAL '30 days'
      """;

  private final DataSource database;
  private final SecureRandom random = new SecureRandom();

  RatingTokens(DataSource database) {
    this.database = database;
  }

  /** What a token is for. */
  record Served(String hallId, String ticketId, String counterId) {}

  /** What is known of a token. */
  record Looked(Served served, Instant serviceEnded, Instant expires, boolean isUsed) {}

  /** Looks at a token without using it. */
  Optional<Looked> look(String token) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(LOOK)) {
      query.setBytes(1, hash(token));
      try (var row = query.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Looked(
                    new Served(
                        row.getString("hall_id"),
                        row.getString("ticket_id"),
                        row.getString("counter_id")),
                    row.getObject("service_ended", OffsetDateTime.class).toInstant(),
                    row.getObject("expires", OffsetDateTime.class).toInstant(),
                    row.getBoolean("is_used")))
            : Optional.empty();
      }
    }
  }

  /** A new token for a service; empty if the service was rated by token before. */
  Optional<String> issue(Served served, Instant serviceEnded, Instant expires, Instant now)
      throws SQLException {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    try (var connection = database.getConnection()) {
      try (var forget = connection.prepareStatement(FORGET)) {
        forget.setObject(1, utc(now));
        forget.executeUpdate();
      }
      try (var issue = connection.prepareStatement(ISSUE)) {
        issue.setBytes(1, hash(token));
        issue.setString(2, served.hallId());
        issue.setString(3, served.ticketId());
        issue.setString(4, served.counterId());
        issue.setObject(5, utc(serviceEnded));
        issue.setObject(6, utc(expires));
        return issue.executeUpdate() == 1 ? Optional.of(token) : Optional.empty();
      }
    }
  }

  /** Uses a token up within the caller's transaction. */
  Served use(Connection connection, String token, Instant now) throws SQLException {
    try (var use = connection.prepareStatement(USE)) {
      use.setObject(1, utc(now));
      use.setBytes(2, hash(token));
      use.setObject(3, utc(now));
      try (var row = use.executeQuery()) {
        if (row.next()) {
          return new Served(
              row.getString("hall_id"), row.getString("ticket_id"), row.getString("counter_id"));
        }
      }
    }
    throw whyNot(connection, token);
  }

  private static ServingException whyNot(Connection connection, String token) throws SQLException {
    try (var query = connection.prepareStatement(WHY_NOT)) {
      query.setBytes(1, hash(token));
      try (var row = query.executeQuery()) {
        if (!row.next()) {
          return new ServingException(
              Reason.UNKNOWN_TOKEN, "This token is unknown; a newer one may have replaced it");
        }
        return row.getBoolean(1)
            ? new ServingException(Reason.USED_TOKEN, "This service has been rated")
            : new ServingException(
                Reason.EXPIRED_TOKEN, "The time for rating this service is over");
      }
    }
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  /** The token is random, so that a plain hash is as good as a slow one. */
  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
