package io.hallpulse.serving.history;

import io.hallpulse.serving.Settings;
import io.hallpulse.serving.access.SqlAccess;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.core.annotation.Nullable;
import io.trino.jdbc.TrinoDriver;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Asks Trino; a few questions at a time, none for long. */
@Singleton
public final class Lake {
  private static final int QUERY_SECONDS = 30;
  private static final int TURN_SECONDS = 5;
  private static final int AT_ONCE = 4;

  /** Trino's codes for a catalog, schema or table that is not there. */
  private static final Set<Integer> NOT_THERE_YET = Set.of(44, 45, 46);

  /** How Trino says that a table has no snapshot of a time. */
  private static final String NO_SUCH_TIME = "No version history table";

  /** Below this a Trino error code blames the query; from it on, the server or its surroundings. */
  private static final int FIRST_SERVER_ERROR = 0x0001_0000;

  private final @Nullable String url;
  private final Properties signIn = new Properties();
  private final TrinoDriver driver = new TrinoDriver();
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  Lake(Settings settings) {
    this.url = settings.trinoUrl();
    signIn.setProperty("user", SqlAccess.SERVING);
    signIn.setProperty("source", "hallpulse-serving");
    signIn.setProperty("explicitPrepare", "false");
    if (settings.trinoPassword() != null) {
      signIn.setProperty("password", settings.trinoPassword());
      signIn.setProperty("SSL", "true");
    }
    if (settings.trinoCertificate() != null) {
      signIn.setProperty("SSLTrustStorePath", settings.trinoCertificate());
    }
  }

  /** Makes a row of what a query found. */
  public interface Mapping<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** All rows of a query. */
  public <T> List<T> ask(String sql, Mapping<T> mapping, Object... parameters) {
    return ask(QUERY_SECONDS, sql, mapping, parameters);
  }

  /** All rows of a query that may take that long. */
  public <T> List<T> ask(int seconds, String sql, Mapping<T> mapping, Object... parameters) {
    if (url == null) {
      throw unavailable("no Trino is configured", null);
    }
    takeTurn();
    try {
      return query(url, seconds, sql, mapping, parameters);
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      turns.release();
    }
  }

  private void takeTurn() {
    try {
      if (!turns.tryAcquire(TURN_SECONDS, TimeUnit.SECONDS)) {
        throw unavailable("%d other questions are being answered".formatted(AT_ONCE), null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("the server is stopping", e);
    }
  }

  private <T> List<T> query(
      String url, int seconds, String sql, Mapping<T> mapping, Object... parameters)
      throws SQLException {
    try (var connection = driver.connect(url, signIn);
        var statement = connection.prepareStatement(sql)) {
      statement.setQueryTimeout(seconds);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (var found = statement.executeQuery()) {
        var rows = new ArrayList<T>();
        while (found.next()) {
          rows.add(mapping.of(found));
        }
        return rows;
      }
    }
  }

  private static RuntimeException failure(SQLException e) {
    if (NOT_THERE_YET.contains(e.getErrorCode())) {
      return unavailable("the lake has no such table yet", e);
    }
    if (String.valueOf(e.getMessage()).contains(NO_SUCH_TIME)) {
      return new ServingException(
          Reason.UNKNOWN_TIME,
          "The lake keeps no state of that time: its tables are younger, or what they were has been"
              + " let go",
          e);
    }
    var blamesTheQuery = e.getErrorCode() > 0 && e.getErrorCode() < FIRST_SERVER_ERROR;
    return blamesTheQuery
        ? new IllegalStateException("Trino refuses the query", e)
        : unavailable("Trino does not answer", e);
  }

  private static ServingException unavailable(String why, @Nullable Exception cause) {
    var detail =
        "History is unavailable: %s. Live data and reference data go on; try again later."
            .formatted(why);
    return cause == null
        ? new ServingException(Reason.HISTORY_UNAVAILABLE, detail)
        : new ServingException(Reason.HISTORY_UNAVAILABLE, detail, cause);
  }
}
