package io.hallpulse.ingest;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The lake as the administrator sees it. */
public final class Trino {
  private Trino() {}

  /**
   * Asks at a JDBC address, with the password of HALLPULSE_ADMIN_PASSWORD and the certificate in
   * the file of HALLPULSE_TRINO_CERTIFICATE; without them as a Trino wants that asks nobody.
   */
  public static Connection connect(String address) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", "admin");
    var password = System.getenv("HALLPULSE_ADMIN_PASSWORD");
    var certificate = System.getenv("HALLPULSE_TRINO_CERTIFICATE");
    if (password != null && certificate != null) {
      properties.setProperty("password", password);
      properties.setProperty("SSL", "true");
      properties.setProperty("SSLTrustStorePath", certificate);
    }
    return DriverManager.getConnection(address, properties);
  }
}
