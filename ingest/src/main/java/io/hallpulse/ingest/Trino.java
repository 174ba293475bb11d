package io.hallpulse.ingest;

import io.hallpulse.schemas.access.Administrator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The lake as the administrator sees it. */
public final class Trino {
  private Trino() {}

  /**
   * Asks at a JDBC address, as the {@link Administrator} of the environment and with the
   * certificate in the file of HALLPULSE_TRINO_CERTIFICATE; without them as a Trino wants that asks
   * nobody.
   */
  public static Connection connect(String address) throws SQLException {
    var properties = new Properties();
    var administrator = Administrator.fromEnvironment();
    properties.setProperty("user", administrator.name());
    var certificate = System.getenv("HALLPULSE_TRINO_CERTIFICATE");
    if (administrator.isKnown() && certificate != null) {
      properties.setProperty("password", administrator.password());
      properties.setProperty("SSL", "true");
      properties.setProperty("SSLTrustStorePath", certificate);
    }
    return DriverManager.getConnection(address, properties);
  }
}
