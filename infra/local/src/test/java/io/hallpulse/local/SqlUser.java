package io.hallpulse.local;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** Somebody who asks the lake over JDBC, as BI tools do. */
record SqlUser(int port, Path certificate, String name, String password) {
  /** All rows, their columns with blanks between. */
  List<String> ask(String sql) throws SQLException {
    return cells(sql).stream().skip(1).map(row -> String.join(" ", row)).toList();
  }

  /**
   * All rows under their columns' names, as the client writes them with {@code --format csv}; empty
   * if Trino does not answer, as it is then: whoever waits for an answer asks again.
   */
  String csv(String sql) {
    List<List<String>> cells;
    try {
      cells = cells(sql);
    } catch (SQLException e) {
      System.out.printf("No answer to %s: %s%n", sql, e.getMessage());
      return "";
    }
    return cells.stream()
        .map(row -> row.stream().map("\"%s\""::formatted).collect(joining(",", "", "\n")))
        .collect(joining());
  }

  /** The names of the columns, then the rows; what is null is empty. */
  private List<List<String>> cells(String sql) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", name);
    properties.setProperty("password", password);
    properties.setProperty("SSL", "true");
    properties.setProperty("SSLTrustStorePath", certificate.toString());
    try (var connection =
            DriverManager.getConnection(
                "jdbc:trino://127.0.0.1:%d/lake/hall".formatted(port), properties);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var columns = rows.getMetaData();
      var names = new ArrayList<String>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnName(i));
      }
      var answer = new ArrayList<List<String>>(List.of(names));
      while (rows.next()) {
        var cells = new ArrayList<String>();
        for (int i = 1; i <= names.size(); i++) {
          cells.add(Objects.requireNonNullElse(rows.getString(i), ""));
        }
        answer.add(cells);
      }
      return answer;
    }
  }

  void assertRefused(String sql) {
    assertThatThrownBy(() -> ask(sql)).as(sql).hasMessageContaining("Access Denied");
  }
}
