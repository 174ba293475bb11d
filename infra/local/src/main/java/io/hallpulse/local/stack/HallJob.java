package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.Launch;
import io.hallpulse.local.supervise.Preparation;
import io.hallpulse.local.supervise.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Flink running the hall job, in a JVM of its own with its web page. */
record HallJob(Stack stack) implements Program {
  private static final String MODULE = "jobs/hall";

  @Override
  public String name() {
    return "hall-job";
  }

  @Override
  public int port() {
    return stack.ports().flink();
  }

  @Override
  public List<String> dependsOn() {
    return stack.isSetUp() ? List.of() : List.of("postgresql", "kafka");
  }

  @Override
  public Launch prepare(Preparation preparation) throws IOException {
    var options = new ArrayList<>(List.of("-Xms1536m", "-Xmx1536m", "-XX:+ExitOnOutOfMemoryError"));
    // Half of the heap is state that stays: it is not to be marked again and again.
    options.add("-XX:InitiatingHeapOccupancyPercent=70");
    options.addAll(quickly().options());
    var command = stack.checkout().java(MODULE, "io.hallpulse.hall.HallJob", options);
    command.addAll(FlinkJob.settings(stack, stack.installation().checkpoints(), port()));
    command.addAll(List.of("--parallelism", Integer.toString(stack.settings().parallelism())));
    var secrets = stack.secrets();
    return new Launch(
        command,
        Map.of(
            "HALLPULSE_CATALOG_PASSWORD",
            secrets.postgresqlPassword(),
            "HALLPULSE_SECRET_KEY",
            secrets.secretKey(),
            "HALLPULSE_LOADER_KEY",
            secrets.loaderKey()));
  }

  @Override
  public boolean healthy() throws IOException, InterruptedException {
    return FlinkJob.isRunning(stack.ports().flinkUrl());
  }

  @Override
  public void onceHealthy() throws IOException, InterruptedException {
    quickly().prepareNext();
  }

  private QuickStart quickly() {
    return new QuickStart(stack, name(), MODULE);
  }
}
