package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Everything one stack keeps on disk, apart from other stacks on the same machine. */
public record Installation(Path data) {
  public Installation {
    data = data.toAbsolutePath().normalize();
  }

  public RunFolder runFolder() {
    return new RunFolder(data.resolve("run"), data.resolve("logs"));
  }

  Path postgresql() {
    return data.resolve("postgresql");
  }

  Path kafka() {
    return data.resolve("kafka");
  }

  Path trino() {
    return data.resolve("trino");
  }

  /** What serving tells Trino of the accounts. */
  Path sqlAccess() {
    return trino().resolve("access");
  }

  /** By which those who ask Trino know that it is this one. */
  public Path trinoCertificate() {
    return trino().resolve("trino.pem");
  }

  Path simulator() {
    return data.resolve("simulator");
  }

  /** The demo hall's agent. */
  Path agent() {
    return data.resolve("agent");
  }

  /** The lake's files, as Iceberg wants them named. */
  public String warehouse() {
    return fileUri(data.resolve("lake"));
  }

  String checkpoints() {
    return fileUri(data.resolve("checkpoints"));
  }

  /** Whether the hall job has run here. */
  boolean hasCheckpoints() {
    return Files.isDirectory(data.resolve("checkpoints"));
  }

  String marketCheckpoints() {
    return fileUri(data.resolve("market-checkpoints"));
  }

  /** When the upkeep of the lake's files is due. */
  Path upkeepFile() {
    return data.resolve("upkeep.json");
  }

  /** When baselines were computed last. */
  Path baselinesFile() {
    return data.resolve("baselines.json");
  }

  /** Where reports go that somebody asked for by hand. */
  public Path reports() {
    return data.resolve("reports");
  }

  Path secretsFile() {
    return data.resolve("secrets.json");
  }

  Path settingsFile() {
    return data.resolve("settings.json");
  }

  Path portsFile() {
    return data.resolve("ports.json");
  }

  /** Not encoded: Flink, Iceberg and Trino all take the characters of a path as they stand. */
  private static String fileUri(Path folder) {
    return "file://" + folder.toAbsolutePath();
  }
}
