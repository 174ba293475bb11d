package io.hallpulse.serving.access;

import io.hallpulse.serving.Settings;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PostConstruct;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/** The people who may sign in; every change is in the audit. */
@Context
final class Accounts {
  static final String FIRST = "admin";

  private static final String FIND =
      """
      SELECT name, role, district, hall, disabled, created, shown, password_hash
      FROM account
      WHERE name = ?
      """;

  private static final String ALL =
      """
      SELECT name, role, district, hall, disabled, created, shown, password_hash
      FROM account
      ORDER BY name
      """;

  private static final String ADD =
      """
      INSERT INTO account (name, password_hash, role, district, hall, disabled, created)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (name) DO NOTHING
      """;

  private static final String CHANGE =
      """
      UPDATE account SET role = ?, district = ?, hall = ?, disabled = ? WHERE name = ?
      """;

  private static final String RESET =
      """
      UPDATE account SET password_hash = ? WHERE name = ?
      """;

  private static final String KEEP_FOREIGN =
      """
      INSERT INTO account (name, issuer, role, district, hall, disabled, created, shown)
      VALUES (?, ?, ?, ?, ?, false, ?, ?)
      ON CONFLICT (name) DO UPDATE
      SET role = excluded.role, district = excluded.district, hall = excluded.hall,
        shown = excluded.shown
      WHERE account.issuer = excluded.issuer AND NOT account.disabled
      """;

  private static final String END_SESSIONS = "DELETE FROM session WHERE account = ?";

  private static final String ONE_AT_A_TIME = "LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE";

  private static final String AN_ADMINISTRATOR_IS_LEFT =
      """
      SELECT EXISTS (SELECT 1 FROM account WHERE role = 'administrator' AND NOT disabled)
      """;

  private final DataSource database;
  private final Passwords passwords;
  private final Audit audit;
  private final Clock clock;
  private final SqlAccess sql;
  private final String firstPassword;

  Accounts(
      DataSource database,
      Passwords passwords,
      Audit audit,
      Clock clock,
      SqlAccess sql,
      Settings settings) {
    this.database = database;
    this.passwords = passwords;
    this.audit = audit;
    this.clock = clock;
    this.sql = sql;
    this.firstPassword = Objects.requireNonNull(settings.adminPassword());
  }

  /**
   * An account with its password.
   *
   * @param hash null for whoever signs in at an identity provider
   */
  record Stored(Account account, @Nullable String hash) {}

  /** The first start makes the first administrator; later starts leave him as he is. */
  @PostConstruct
  void makeFirst() throws SQLException {
    if (find(FIRST).isEmpty()) {
      var first = new Account(FIRST, Role.ADMINISTRATOR, null, null, false, clock.instant(), null);
      var unused = add(Caller.nobody(), first, firstPassword);
    }
  }

  /**
   * Lets Trino know the accounts as they are now: after each change, and from time to time, should
   * the disk have been full then.
   */
  @Scheduled(fixedDelay = "10s")
  void tellTrino() throws SQLException {
    sql.hold(this::stored);
  }

  Optional<Stored> find(String name) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(FIND)) {
      query.setString(1, name);
      try (var row = query.executeQuery()) {
        return row.next()
            ? Optional.of(new Stored(account(row), row.getString("password_hash")))
            : Optional.empty();
      }
    }
  }

  List<Account> all() throws SQLException {
    return stored().stream().map(Stored::account).toList();
  }

  private List<Stored> stored() throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(ALL);
        var rows = query.executeQuery()) {
      var all = new ArrayList<Stored>();
      while (rows.next()) {
        all.add(new Stored(account(rows), rows.getString("password_hash")));
      }
      return all;
    }
  }

  /** Returns whether it was added; false when the name is taken. */
  boolean add(Caller by, Account account, String password) throws SQLException {
    var hash = passwords.hash(password);
    try (var connection = database.getConnection();
        var insert = connection.prepareStatement(ADD)) {
      connection.setAutoCommit(false);
      insert.setString(1, account.name());
      insert.setString(2, hash);
      insert.setString(3, account.role().key());
      insert.setString(4, account.district());
      insert.setString(5, account.hall());
      insert.setBoolean(6, account.disabled());
      insert.setObject(7, account.created().atOffset(ZoneOffset.UTC));
      if (insert.executeUpdate() == 0) {
        return false; // the pool rolls back
      }
      audit.add(connection, by, Action.ACCOUNT_CREATED, account.name(), rights(account));
      connection.commit();
    }
    tellTrino();
    return true;
  }

  /** Keeps what the identity provider says of somebody now; whoever is disabled here stays out. */
  Account keepForeign(Account account, String issuer) throws SQLException {
    try (var connection = database.getConnection();
        var upsert = connection.prepareStatement(KEEP_FOREIGN)) {
      upsert.setString(1, account.name());
      upsert.setString(2, issuer);
      upsert.setString(3, account.role().key());
      upsert.setString(4, account.district());
      upsert.setString(5, account.hall());
      upsert.setObject(6, account.created().atOffset(ZoneOffset.UTC));
      upsert.setString(7, account.shown());
      if (upsert.executeUpdate() == 0) {
        throw OidcClaims.refused(
            "The account %s is disabled, or is another provider's".formatted(account.name()));
      }
    }
    return account;
  }

  /** Changes all but the name and the password; whoever is disabled is signed out. */
  void change(Caller by, Account account) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      run(connection, ONE_AT_A_TIME);
      try (var update = connection.prepareStatement(CHANGE)) {
        update.setString(1, account.role().key());
        update.setString(2, account.district());
        update.setString(3, account.hall());
        update.setBoolean(4, account.disabled());
        update.setString(5, account.name());
        update.executeUpdate();
      }
      requireAnAdministrator(connection);
      if (account.disabled()) {
        run(connection, END_SESSIONS, account.name());
      }
      audit.add(connection, by, Action.ACCOUNT_CHANGED, account.name(), rights(account));
      connection.commit();
    }
    tellTrino();
  }

  /** Sets a password and ends all sessions of the account. */
  void reset(Caller by, String name, String password) throws SQLException {
    var hash = passwords.hash(password);
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      run(connection, RESET, hash, name);
      run(connection, END_SESSIONS, name);
      audit.add(connection, by, Action.PASSWORD_RESET, name, "");
      connection.commit();
    }
    tellTrino();
  }

  private static void requireAnAdministrator(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement(AN_ADMINISTRATOR_IS_LEFT);
        var row = query.executeQuery()) {
      if (!row.next() || !row.getBoolean(1)) {
        throw new ServingException(
            Reason.UNUSABLE_ACCOUNT, "This is the last administrator; make another one first");
      }
    }
  }

  private static void run(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      statement.execute();
    }
  }

  private static String rights(Account account) {
    return "role %s, district %s, hall %s, %s"
        .formatted(
            account.role().key(),
            account.district(),
            account.hall(),
            account.disabled() ? "disabled" : "enabled");
  }

  static Account account(ResultSet row) throws SQLException {
    return new Account(
        row.getString("name"),
        Role.of(row.getString("role")),
        row.getString("district"),
        row.getString("hall"),
        row.getBoolean("disabled"),
        row.getObject("created", OffsetDateTime.class).toInstant().truncatedTo(ChronoUnit.MICROS),
        row.getString("shown"));
  }
}
