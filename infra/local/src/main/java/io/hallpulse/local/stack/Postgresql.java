package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.Launch;
import io.hallpulse.local.supervise.Preparation;
import io.hallpulse.local.supervise.Program;
import io.hallpulse.local.supervise.StopSignal;
import io.hallpulse.local.supervise.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A PostgreSQL server: Iceberg's catalog and what serving keeps. */
record Postgresql(Stack stack) implements Program {
  static final String USER = "hallpulse";
  static final String LAKE = "lake";
  static final String HALLPULSE = "hallpulse";

  /** Iceberg's JDBC catalog, layout V1; Trino fails on a database without it. */
  private static final String CATALOG =
      """
      CREATE TABLE IF NOT EXISTS iceberg_tables (
        catalog_name VARCHAR(255) NOT NULL,
        table_namespace VARCHAR(255) NOT NULL,
        table_name VARCHAR(255) NOT NULL,
        metadata_location VARCHAR(1000),
        previous_metadata_location VARCHAR(1000),
        iceberg_type VARCHAR(5),
        PRIMARY KEY (catalog_name, table_namespace, table_name));
      CREATE TABLE IF NOT EXISTS iceberg_namespace_properties (
        catalog_name VARCHAR(255) NOT NULL,
        namespace VARCHAR(255) NOT NULL,
        property_key VARCHAR(255),
        property_value VARCHAR(1000),
        PRIMARY KEY (catalog_name, namespace, property_key));
      """;

  @Override
  public String name() {
    return "postgresql";
  }

  @Override
  public int port() {
    return stack.ports().postgresql();
  }

  @Override
  public List<String> dependsOn() {
    return List.of();
  }

  @Override
  public StopSignal stopSignal() {
    return StopSignal.INT;
  }

  @Override
  public Launch prepare(Preparation preparation) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(stack.installation().postgresql());
    Path server = folder.resolve("server");
    Path data = folder.resolve("data");
    if (!Files.isDirectory(server)) {
      preparation.say("is unpacked");
      PostgresqlArchive.ofThisMachine().unpack(server);
    }
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      preparation.say("makes its first database");
      initialise(preparation, server, data);
    }
    PostmasterPid.removeStale(data);
    var command = asAllowed(server.resolve("bin/postgres"));
    command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port())));
    for (var setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "shared_buffers=64MB",
            "max_connections=80")) {
      command.addAll(List.of("-c", setting));
    }
    return new Launch(command, Map.of());
  }

  /** Into a folder of its own first, so that a start that was cut short is begun anew. */
  private void initialise(Preparation preparation, Path server, Path data)
      throws IOException, InterruptedException {
    Path unfinished = data.resolveSibling("unfinished");
    Trees.delete(unfinished);
    Path password = data.resolveSibling("password");
    WholeFile.write(password, stack.secrets().postgresqlPassword() + "\n");
    var command = asAllowed(server.resolve("bin/initdb"));
    command.addAll(List.of("-D", unfinished.toString(), "-U", USER, "--auth=scram-sha-256"));
    command.addAll(List.of("--encoding=UTF8", "--locale=C", "--pwfile=" + password));
    preparation.run(new Launch(command, Map.of()));
    Files.delete(password);
    Files.move(unfinished, data);
  }

  /** The server refuses to run as root; in a user namespace of its own it is nobody. */
  private static List<String> asAllowed(Path program) throws IOException {
    boolean root = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    var command = new ArrayList<String>();
    if (root) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(program.toString());
    return command;
  }

  @Override
  public boolean healthy() throws IOException {
    try (var connection = connect("postgres")) {
      return connection.isValid(5);
    } catch (SQLException no) {
      throw new IOException("PostgreSQL does not answer at port " + port(), no);
    }
  }

  @Override
  public void onceHealthy() throws IOException {
    try {
      createDatabase(LAKE);
      createDatabase(HALLPULSE);
      try (var connection = connect(LAKE);
          var statement = connection.createStatement()) {
        statement.execute(CATALOG);
      }
    } catch (SQLException failed) {
      throw new IOException("Cannot create the databases: " + failed.getMessage(), failed);
    }
  }

  private void createDatabase(String name) throws SQLException {
    try (var connection = connect("postgres");
        var exists =
            connection.prepareStatement("SELECT count(*) FROM pg_database WHERE datname = ?");
        var create = connection.createStatement()) {
      exists.setString(1, name);
      try (var count = exists.executeQuery()) {
        if (count.next() && count.getInt(1) == 0) {
          create.execute("CREATE DATABASE " + name);
        }
      }
    }
  }

  private Connection connect(String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("password", stack.secrets().postgresqlPassword());
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("socketTimeout", "10");
    return DriverManager.getConnection(stack.ports().jdbcUrl(database), properties);
  }
}
