package io.hallpulse.local;

import io.hallpulse.local.stack.Settings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a stack is started. */
final class UpOptions {
  @Option(
      names = "--simulate",
      paramLabel = "SPEED",
      defaultValue = "1",
      description = "Speed of the simulated district: times real time, max, or off (default: 1)")
  private String simulate = "1";

  @Option(
      names = "--history-days",
      paramLabel = "DAYS",
      defaultValue = "30",
      description = "Past working days that the simulated district begins with (default: 30)")
  private int historyDays = 30;

  @Option(
      names = "--registry",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Share of the district's 170 thousand market entities that are simulated, 1: all of them;"
              + " their fifteen years take minutes at the first start (default: 0, none)")
  private double registry;

  @Option(names = "--no-trino", description = "Without SQL and history")
  private boolean noTrino;

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "The wall's port (default: 8080, or the next free one)")
  private @Nullable Integer port;

  @Option(
      names = "--public-url",
      paramLabel = "U",
      defaultValue = "",
      description = "The wall's address as QR codes say it (default: its local one)")
  private String publicUrl = "";

  @Option(
      names = "--commit-interval",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "How often the lake gets what arrived (default: 20)")
  private int commitInterval = 20;

  @Option(
      names = "--fresh-start",
      description =
          "If a job has lost its checkpoints: make its state anew from the lake and Kafka")
  private boolean freshStart;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads on which the hall job folds; may differ at each start (default: 1)")
  private int parallelism = 1;

  Settings settings() {
    return new Settings(
        simulate,
        historyDays,
        !noTrino,
        commitInterval,
        parallelism,
        publicUrl,
        freshStart,
        registry);
  }

  @Nullable Integer port() {
    return port;
  }

  /** The same options, for the supervisor's own command line. */
  List<String> asArguments() {
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("--simulate", simulate));
    arguments.addAll(List.of("--history-days", Integer.toString(historyDays)));
    arguments.addAll(List.of("--commit-interval", Integer.toString(commitInterval)));
    arguments.addAll(List.of("--parallelism", Integer.toString(parallelism)));
    arguments.addAll(List.of("--registry", Double.toString(registry)));
    if (noTrino) {
      arguments.add("--no-trino");
    }
    if (freshStart) {
      arguments.add("--fresh-start");
    }
    if (port != null) {
      arguments.addAll(List.of("--port", port.toString()));
    }
    if (!publicUrl.isEmpty()) {
      arguments.addAll(List.of("--public-url", publicUrl));
    }
    return arguments;
  }
}
