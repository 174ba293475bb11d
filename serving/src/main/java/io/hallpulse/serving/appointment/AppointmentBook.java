package io.hallpulse.serving.appointment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The appointments. Two words belong to each: a short code that the kiosk finds it by, and a long
 * token for the visitor's own page, kept as its hash, so that who reads the database or overhears
 * the code cannot cancel.
 */
@Singleton
final class AppointmentBook {
  /** Of one visitor, so that nobody who gives a number hoards places. */
  private static final int MOST_OPEN = 3;

  private static final int CODE_LENGTH = 10;

  /** Without what looks alike on paper. */
  private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  /** Whoever wants the last place of a slot waits for who was first. */
  private static final String ONE_BY_ONE = "SELECT pg_advisory_xact_lock(hashtextextended(?, 45))";

  private static final String TAKEN =
      """
      SELECT slot, count(*) AS taken FROM appointment
      WHERE hall_id = ? AND unit_id = ? AND slot >= ? AND cancelled IS NULL
      GROUP BY slot
      """;

  private static final String OPEN_OF_VISITOR =
      """
      SELECT count(*) FROM appointment
      WHERE visitor_token = ? AND slot >= ? AND cancelled IS NULL
      """;

  private static final String ADD =
      """
      INSERT INTO appointment
        (appointment_id, hall_id, unit_id, item_code, slot, code, token_hash, visitor_token, made)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String FIND =
      """
      SELECT appointment_id, hall_id, item_code, slot, code,
        visitor_token IS NOT NULL AS known, cancelled IS NOT NULL AS cancelled
      FROM appointment WHERE token_hash = ?
      """;

  private static final String CANCEL =
      """
      UPDATE appointment SET cancelled = ? WHERE token_hash = ? AND cancelled IS NULL
      RETURNING appointment_id, hall_id, item_code, slot, code,
        visitor_token IS NOT NULL AS known, true AS cancelled
      """;

  /** What is over long since serves nobody, and tells what somebody came for. */
  private static final String FORGET =
      """
      DELETE FROM appointment WHERE slot < ?::timestamptz - INTERVAL '30 days'
      """;

  private final DataSource database;
  private final Audit audit;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  AppointmentBook(DataSource database, Audit audit, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /** A new appointment, and the token of its page. */
  record Made(Appointment appointment, String token) {}

  /** How many come to a unit, by slot. */
  Map<Instant, Integer> taken(Offers.Offer offer, Instant from) throws SQLException {
    try (var connection = database.getConnection()) {
      return taken(connection, offer, from);
    }
  }

  private static Map<Instant, Integer> taken(
      Connection connection, Offers.Offer offer, Instant from) throws SQLException {
    try (var query = connection.prepareStatement(TAKEN)) {
      query.setString(1, offer.hallId());
      query.setString(2, offer.unitId());
      query.setObject(3, utc(from));
      try (var rows = query.executeQuery()) {
        var taken = new HashMap<Instant, Integer>();
        while (rows.next()) {
          taken.put(instant(rows, "slot"), rows.getInt("taken"));
        }
        return taken;
      }
    }
  }

  /**
   * Agrees on a visit.
   *
   * @param visitorToken of who comes; null if nobody said who
   */
  Made make(Caller by, Offers.Offer offer, Instant slot, @Nullable String visitorToken)
      throws SQLException {
    var now = clock.instant();
    var token = token();
    var appointment =
        new Appointment(
            UUID.randomUUID().toString(),
            offer.hallId(),
            offer.itemCode(),
            slot,
            code(),
            visitorToken != null,
            false);
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      forget(connection, now);
      takeTurn(connection, "%s/%s".formatted(offer.hallId(), offer.unitId()));
      if (taken(connection, offer, slot).getOrDefault(slot, 0) >= Slots.places(offer)) {
        throw new ServingException(Reason.SLOT_TAKEN, "All places at %s are taken".formatted(slot));
      }
      if (visitorToken != null) {
        takeTurn(connection, visitorToken);
        requireFewer(connection, visitorToken, now);
      }
      add(connection, appointment, offer.unitId(), hash(token), visitorToken, now);
      audit.add(
          connection,
          by,
          Action.APPOINTMENT_MADE,
          appointment.appointmentId(),
          "hall %s, item %s, %s".formatted(offer.hallId(), offer.itemCode(), slot));
      connection.commit();
    }
    return new Made(appointment, token);
  }

  private static void forget(Connection connection, Instant now) throws SQLException {
    try (var forget = connection.prepareStatement(FORGET)) {
      forget.setObject(1, utc(now));
      forget.executeUpdate();
    }
  }

  private static void takeTurn(Connection connection, String of) throws SQLException {
    try (var turn = connection.prepareStatement(ONE_BY_ONE)) {
      turn.setString(1, of);
      turn.execute();
    }
  }

  private static void requireFewer(Connection connection, String visitorToken, Instant now)
      throws SQLException {
    try (var query = connection.prepareStatement(OPEN_OF_VISITOR)) {
      query.setString(1, visitorToken);
      query.setObject(2, utc(now));
      try (var row = query.executeQuery()) {
        row.next();
        if (row.getInt(1) >= MOST_OPEN) {
          throw new ServingException(
              Reason.ENOUGH_APPOINTMENTS,
              "One visitor has at most %d appointments at a time".formatted(MOST_OPEN));
        }
      }
    }
  }

  private static void add(
      Connection connection,
      Appointment made,
      String unitId,
      byte[] tokenHash,
      @Nullable String visitorToken,
      Instant now)
      throws SQLException {
    try (var insert = connection.prepareStatement(ADD)) {
      insert.setString(1, made.appointmentId());
      insert.setString(2, made.hallId());
      insert.setString(3, unitId);
      insert.setString(4, made.itemCode());
      insert.setObject(5, utc(made.time()));
      insert.setString(6, made.code());
      insert.setBytes(7, tokenHash);
      insert.setString(8, visitorToken);
      insert.setObject(9, utc(now));
      insert.executeUpdate();
    }
  }

  Optional<Appointment> find(String token) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(FIND)) {
      query.setBytes(1, hash(token));
      try (var row = query.executeQuery()) {
        return row.next() ? Optional.of(appointment(row)) : Optional.empty();
      }
    }
  }

  /** Cancels one; a second time changes nothing. */
  Optional<Appointment> cancel(Caller by, String token) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (var cancel = connection.prepareStatement(CANCEL)) {
        cancel.setObject(1, utc(clock.instant()));
        cancel.setBytes(2, hash(token));
        try (var row = cancel.executeQuery()) {
          if (row.next()) {
            var cancelled = appointment(row);
            audit.add(
                connection,
                by,
                Action.APPOINTMENT_CANCELLED,
                cancelled.appointmentId(),
                "hall " + cancelled.hallId());
            connection.commit();
            return Optional.of(cancelled);
          }
        }
      }
    }
    return find(token);
  }

  private static Appointment appointment(ResultSet row) throws SQLException {
    return new Appointment(
        row.getString("appointment_id"),
        row.getString("hall_id"),
        row.getString("item_code"),
        instant(row, "slot"),
        row.getString("code"),
        row.getBoolean("known"),
        row.getBoolean("cancelled"));
  }

  private String token() {
    var bytes = new byte[24];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String code() {
    var code = new StringBuilder();
    for (int i = 0; i < CODE_LENGTH; i++) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
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
