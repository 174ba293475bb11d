package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.Launch;
import io.hallpulse.local.supervise.Preparation;
import io.hallpulse.local.supervise.Program;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Flink running the market job, in a JVM of its own with its web page. */
public record MarketJob(Stack stack) implements Program {
  public static final String NAME = "market-job";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int port() {
    return stack.ports().market();
  }

  @Override
  public List<String> dependsOn() {
    return List.of("postgresql", "kafka");
  }

  /** The wall is wanted sooner. */
  @Override
  public List<String> yieldsTo() {
    return List.of("hall-job", "serving", "simulator");
  }

  @Override
  public Launch prepare(Preparation preparation) throws IOException {
    var command =
        stack
            .checkout()
            .java(
                "jobs/market",
                "io.hallpulse.market.MarketJob",
                // Room for a million entities; what is not needed goes back to the machine.
                List.of(
                    "-Xmx2g",
                    "-XX:MaxHeapFreeRatio=40",
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(FlinkJob.settings(stack, stack.installation().marketCheckpoints(), port()));
    var secrets = stack.secrets();
    return new Launch(
        command,
        Map.of(
            "HALLPULSE_CATALOG_PASSWORD",
            secrets.postgresqlPassword(),
            "HALLPULSE_LOADER_KEY",
            secrets.loaderKey()));
  }

  @Override
  public boolean healthy() throws IOException, InterruptedException {
    return FlinkJob.isRunning(stack.ports().marketUrl());
  }
}
