package io.hallpulse.testkit;

import io.hallpulse.schemas.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A real broker in the test's process; it can be started after those who want it. A client goes
 * where the broker says that it is, so one that shall come through a proxy has a listener of its
 * own, advertised with the proxy's port.
 */
public final class Broker implements AutoCloseable {
  private final Path folder;
  private final int[] ports = freePorts(3);
  private final int port = ports[0];
  private final int controllerPort = ports[1];
  private final int proxiedPort = ports[2];
  private final Properties properties = new Properties();
  private @Nullable KafkaRaftServer server;

  public Broker(Path folder) {
    this.folder = folder;
    properties.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
            "controller.listener.names", "CONTROLLER",
            "listeners",
                "PLAINTEXT://127.0.0.1:%d,PROXIED://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                    .formatted(port, proxiedPort, controllerPort),
            "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs", folder.resolve("log").toString(),
            "offsets.topic.replication.factor", "1",
            "auto.create.topics.enable", "false",
            "log.cleaner.dedupe.buffer.size", "8388608"));
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /** The port to which a proxy forwards. */
  public int proxiedPort() {
    return proxiedPort;
  }

  /**
   * Tells clients that come to the proxied port to stay with the proxy. To be said before start.
   */
  public Broker behind(int proxyPort) {
    properties.put(
        "advertised.listeners",
        "PLAINTEXT://127.0.0.1:%d,PROXIED://127.0.0.1:%d".formatted(port, proxyPort));
    return this;
  }

  /**
   * Wants TLS at the proxied port, and a certificate that it believes. To be said before start.
   *
   * @param password of both PKCS12 files
   */
  public Broker secretWhenProxied(Path keystore, Path truststore, String password) {
    properties.put(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,PROXIED:SSL,CONTROLLER:PLAINTEXT");
    var listener = "listener.name.proxied.ssl.";
    properties.put(listener + "client.auth", "required");
    properties.put(listener + "keystore.type", "PKCS12");
    properties.put(listener + "keystore.location", keystore.toString());
    properties.put(listener + "keystore.password", password);
    properties.put(listener + "key.password", password);
    properties.put(listener + "truststore.type", "PKCS12");
    properties.put(listener + "truststore.location", truststore.toString());
    properties.put(listener + "truststore.password", password);
    return this;
  }

  /** Formats, starts and makes the topics of the platform. */
  public Broker start() {
    try {
      var settings = folder.resolve("server.properties");
      try (var out = Files.newOutputStream(settings)) {
        properties.store(out, null);
      }
      var format =
          new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", settings.toString()};
      if (StorageTool.execute(format, new PrintStream(PrintStream.nullOutputStream())) != 0) {
        throw new IllegalStateException("Cannot format " + folder);
      }
      var raft = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
      raft.startup();
      server = raft;
      createTopics();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void createTopics() throws ExecutionException, InterruptedException {
    try (var admin = Admin.create(Map.of("bootstrap.servers", address()))) {
      admin
          .createTopics(
              Topics.all().stream()
                  .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                  .toList())
          .all()
          .get();
    }
  }

  /** All at once: one by one the same could come twice. */
  private static int[] freePorts(int count) {
    var sockets = new ArrayList<ServerSocket>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      var ports = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
      for (var socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
