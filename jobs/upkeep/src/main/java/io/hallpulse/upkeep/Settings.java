package io.hallpulse.upkeep;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * What the program is told when it starts.
 *
 * @param brokers Kafka's addresses
 * @param commitInterval time between the job's commits
 * @param port where the verdict is given, on this machine only
 * @param zone in which local days are told
 * @param schedule file that keeps when the tables are looked after next
 * @param serving address of the master of reference data
 * @param baselines file that keeps when baselines were computed last
 */
record Settings(
    String brokers,
    LakeCatalog catalog,
    Duration commitInterval,
    int port,
    ZoneId zone,
    Path schedule,
    URI serving,
    Path baselines) {
  /** Reading, judging and a commit that takes its time. */
  private static final Duration MARGIN = Duration.ofSeconds(40);

  Settings {
    if (commitInterval.isZero() || commitInterval.isNegative()) {
      throw new IllegalArgumentException(
          "commit-interval-seconds must be positive, got " + commitInterval.toSeconds());
    }
  }

  /** How long an event may be on its way to the lake. */
  Duration patience() {
    return commitInterval.multipliedBy(2).plus(MARGIN);
  }

  /** From {@code --name value} pairs; the catalog's password comes from the environment. */
  static Settings from(String[] args, String catalogPassword) {
    var given = pairs(args);
    var settings =
        new Settings(
            required(given, "brokers"),
            new LakeCatalog(
                required(given, "catalog-url"),
                required(given, "catalog-user"),
                catalogPassword,
                required(given, "warehouse")),
            Duration.ofSeconds(Long.parseLong(optional(given, "commit-interval-seconds", "60"))),
            Integer.parseInt(required(given, "port")),
            ZoneId.of(optional(given, "zone", "Asia/Shanghai")),
            Path.of(required(given, "schedule")),
            URI.create(required(given, "serving")),
            Path.of(required(given, "baselines")));
    if (!given.isEmpty()) {
      throw new IllegalArgumentException("Unknown settings: " + given.keySet());
    }
    return settings;
  }

  private static Map<String, String> pairs(String[] args) {
    var pairs = new HashMap<String, String>();
    for (int i = 0; i < args.length; i += 2) {
      if (!args[i].startsWith("--") || i + 1 == args.length) {
        throw new IllegalArgumentException("Expected --name value, got " + args[i]);
      }
      pairs.put(args[i].substring(2), args[i + 1]);
    }
    return pairs;
  }

  private static String required(Map<String, String> given, String name) {
    var value = given.remove(name);
    if (value == null) {
      throw new IllegalArgumentException("Setting %s is missing".formatted(name));
    }
    return value;
  }

  private static String optional(Map<String, String> given, String name, String otherwise) {
    var value = given.remove(name);
    return value == null ? otherwise : value;
  }
}
