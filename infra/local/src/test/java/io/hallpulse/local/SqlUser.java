package io.hallpulse.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Somebody who asks the lake over JDBC, as BI tools do. */
record SqlUser(int port, Path certificate, String name, String password) {
  /** All rows, their columns with blanks between. */
  List<String> ask(String sql) throws SQLException {
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
      var answer = new ArrayList<String>();
      while (rows.next()) {
        var cells = new ArrayList<String>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          cells.add(String.valueOf(rows.getString(i)));
        }
        answer.add(String.join(" ", cells));
      }
      return answer;
    }
  }

  void assertRefused(String sql) {
    assertThatThrownBy(() -> ask(sql)).as(sql).hasMessageContaining("Access Denied");
  }
}
