package io.hallpulse.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.local.supervise.Pace;
import io.hallpulse.local.supervise.Program;
import io.hallpulse.local.supervise.RunFolder;
import io.hallpulse.local.supervise.Supervisor;
import io.hallpulse.schemas.Topic;
import io.hallpulse.schemas.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real PostgreSQL and the real broker, supervised: what all else stands on. */
@Timeout(300)
class FoundationIT {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path data;

  @Test
  void whatIsStoredOutlivesACrashAndAStop() throws Exception {
    var installation = new Installation(data);
    var stack =
        Stack.of(
            Checkout.own(),
            installation,
            freePorts(),
            new Settings("off", 0, false, 20, 1, "", false, 0));
    List<Program> foundation = stack.programs().subList(0, 2);

    try (var supervisor = Supervisor.in(installation.runFolder(), Pace.standard())) {
      supervisor.start(foundation);
      Running.await(installation.runFolder(), status -> true);
      sql(stack, "CREATE TABLE kept (word text)", "INSERT INTO kept VALUES ('窗口')");
      assertThat(topics(stack)).containsAll(Topics.all().stream().map(Topic::name).toList());

      kill(installation.runFolder(), "postgresql");

      Running.await(
          installation.runFolder(),
          status -> status.of("postgresql").orElseThrow().restarts() == 1);
      assertThat(kept(stack)).containsExactly("窗口");
    }

    try (var supervisor = Supervisor.in(installation.runFolder(), Pace.standard())) {
      supervisor.start(foundation);
      Running.await(installation.runFolder(), status -> true);
      assertThat(kept(stack)).containsExactly("窗口");
    }
    assertThat(installation.runFolder().orphans()).isEmpty();
  }

  private static void sql(Stack stack, String... statements) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                stack.ports().jdbcUrl(Postgresql.LAKE),
                Postgresql.USER,
                stack.secrets().postgresqlPassword());
        var statement = connection.createStatement()) {
      statement.executeQuery("SELECT iceberg_type FROM iceberg_tables").close();
      for (var each : statements) {
        statement.execute(each);
      }
    }
  }

  private static List<String> kept(Stack stack) throws SQLException {
    var words = new ArrayList<String>();
    try (var connection =
            DriverManager.getConnection(
                stack.ports().jdbcUrl(Postgresql.LAKE),
                Postgresql.USER,
                stack.secrets().postgresqlPassword());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT word FROM kept")) {
      while (rows.next()) {
        words.add(rows.getString(1));
      }
    }
    return words;
  }

  private static Iterable<String> topics(Stack stack) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", stack.ports().brokers()))) {
      return admin.listTopics().names().get();
    }
  }

  private static void kill(RunFolder folder, String name) throws IOException {
    long pid = folder.status().of(name).map(status -> status.pid()).orElseThrow();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  private static Ports freePorts() throws IOException {
    var sockets = new ArrayList<ServerSocket>();
    for (int i = 0; i < 3; i++) {
      sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    var ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
    for (var socket : sockets) {
      socket.close();
    }
    return new Ports(0, 0, 0, 0, ports.get(0), ports.get(1), ports.get(2), 0, 0);
  }
}
