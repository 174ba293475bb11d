package io.hallpulse.flinkio;

import java.time.Duration;
import java.util.Optional;
import org.apache.flink.util.ParameterTool;

/**
 * What a job is told when it starts.
 *
 * @param brokers Kafka's addresses
 * @param catalogUrl JDBC address of the lake's catalog
 * @param warehouse address of the lake's files
 * @param commitInterval time between checkpoints, and so between commits to the lake
 * @param freshStart whether state may be made anew if there is no checkpoint
 * @param local set where the job runs in this process instead of a cluster
 */
public record JobSettings(
    String brokers,
    String catalogUrl,
    String catalogUser,
    String catalogPassword,
    String warehouse,
    Duration commitInterval,
    boolean freshStart,
    Optional<Local> local) {

  /**
   * A job that runs in this process.
   *
   * @param checkpoints folder of the checkpoints, as a file: address
   * @param webPort port of Flink's web page
   */
  public record Local(String checkpoints, int webPort, int parallelism) {}

  public JobSettings {
    if (commitInterval.isZero() || commitInterval.isNegative()) {
      throw new IllegalArgumentException(
          "commit-interval-seconds must be positive, got " + commitInterval.toSeconds());
    }
  }

  public Lake lake() {
    return new Lake(catalogUrl, catalogUser, catalogPassword, warehouse);
  }

  /** From {@code --name value} pairs; the catalog's password comes from the environment. */
  public static JobSettings from(String[] args) {
    var tool = ParameterTool.fromArgs(args);
    var settings =
        new JobSettings(
            tool.getRequired("brokers"),
            tool.getRequired("catalog-url"),
            tool.getRequired("catalog-user"),
            Job.secret("CATALOG_PASSWORD"),
            tool.getRequired("warehouse"),
            Duration.ofSeconds(tool.getLong("commit-interval-seconds", 60)),
            tool.getBoolean("fresh-start", false),
            tool.has("web-port")
                ? Optional.of(
                    new Local(
                        tool.getRequired("checkpoints"),
                        tool.getInt("web-port"),
                        tool.getInt("parallelism", 1)))
                : Optional.empty());
    if (!tool.getUnrequestedParameters().isEmpty()) {
      throw new IllegalArgumentException("Unknown settings: " + tool.getUnrequestedParameters());
    }
    return settings;
  }
}
