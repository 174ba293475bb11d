package io.hallpulse.local.stack;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.local.supervise.WholeFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Where each program listens on this machine; remembered, so that addresses stay. */
public record Ports(
    int serving,
    int flink,
    int upkeep,
    int trino,
    int kafka,
    int kafkaController,
    int postgresql,
    int agent,
    int market) {
  /** As whom programs sign in at PostgreSQL. */
  public static final String DATABASE_USER = Postgresql.USER;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, Integer>> BY_NAME =
      new TypeReference<>() {};

  /** What is tried first. */
  public static Map<String, Integer> defaults() {
    var defaults = new LinkedHashMap<String, Integer>();
    defaults.put("serving", 8080);
    defaults.put("flink", 8081);
    defaults.put("upkeep", 8082);
    defaults.put("trino", 8090);
    defaults.put("kafka", 9092);
    defaults.put("kafka_controller", 19092);
    defaults.put("postgresql", 5433);
    defaults.put("agent", 8070);
    defaults.put("market", 8083);
    return defaults;
  }

  /** Chooses free ports for a stack that is about to start, and remembers them. */
  public static Ports choose(Installation installation, @Nullable Integer servingPort)
      throws IOException {
    Map<String, Integer> wished = defaults();
    wished.putAll(remembered(installation.portsFile()));
    var chosen = new LinkedHashMap<String, Integer>();
    PortClaims.ofMachine()
        .claim(
            installation,
            claimed -> {
              IntPredicate free = port -> !claimed.contains(port) && isFree(port);
              if (servingPort != null) {
                if (!free.test(servingPort)) {
                  throw new IOException(
                      "Port %d is busy: choose another --port".formatted(servingPort));
                }
                wished.put("serving", servingPort);
              }
              chosen.putAll(firstFree(wished, free));
              return chosen.values();
            });
    WholeFile.write(installation.portsFile(), JSON.writeValueAsString(chosen) + "\n");
    return of(chosen);
  }

  /** The ports of a stack that was started before. */
  public static Ports of(Installation installation) throws IOException {
    Map<String, Integer> ports = defaults();
    ports.putAll(remembered(installation.portsFile()));
    return of(ports);
  }

  /** Each one's wish, or the next port that is free and that no other wishes. */
  static Map<String, Integer> firstFree(Map<String, Integer> wished, IntPredicate free) {
    var chosen = new LinkedHashMap<String, Integer>();
    Set<Integer> taken = new HashSet<>();
    for (var wish : wished.entrySet()) {
      int port = wish.getValue();
      while (taken.contains(port)
          || (port != wish.getValue() && wished.containsValue(port))
          || !free.test(port)) {
        port++;
      }
      taken.add(port);
      chosen.put(wish.getKey(), port);
    }
    return chosen;
  }

  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException busy) {
      return false;
    }
  }

  private static Map<String, Integer> remembered(Path file) throws IOException {
    return Files.exists(file) ? JSON.readValue(Files.readString(file), BY_NAME) : Map.of();
  }

  private static Ports of(Map<String, Integer> ports) {
    return new Ports(
        port(ports, "serving"),
        port(ports, "flink"),
        port(ports, "upkeep"),
        port(ports, "trino"),
        port(ports, "kafka"),
        port(ports, "kafka_controller"),
        port(ports, "postgresql"),
        port(ports, "agent"),
        port(ports, "market"));
  }

  private static int port(Map<String, Integer> ports, String name) {
    return Objects.requireNonNull(ports.get(name), name);
  }

  public String brokers() {
    return "127.0.0.1:" + kafka;
  }

  public String servingUrl() {
    return "http://127.0.0.1:" + serving;
  }

  public String agentUrl() {
    return "http://127.0.0.1:" + agent;
  }

  public String flinkUrl() {
    return "http://127.0.0.1:" + flink;
  }

  /** Flink's page of the market job. */
  public String marketUrl() {
    return "http://127.0.0.1:" + market;
  }

  /** Where the reconciler gives its verdict. */
  public String verdictUrl() {
    return "http://127.0.0.1:" + upkeep + "/verdict";
  }

  public String trinoUrl() {
    return "https://127.0.0.1:" + trino;
  }

  public String trinoJdbcUrl() {
    return "jdbc:trino://127.0.0.1:" + trino + "/lake";
  }

  /** JDBC address of the lake's catalog. */
  public String catalogUrl() {
    return jdbcUrl(Postgresql.LAKE);
  }

  String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + postgresql + "/" + database;
  }
}
