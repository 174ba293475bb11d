package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.Launch;
import io.hallpulse.local.supervise.Preparation;
import io.hallpulse.local.supervise.ProcessStatus;
import io.hallpulse.local.supervise.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Flink running the hall job, in a JVM of its own with its web page. */
record HallJob(Stack stack) implements Program {
  private static final String MODULE = "jobs/hall";

  /**
   * A start runs much code a few thousand times: the optimising compiler took a third of the
   * processor from a job that was to be back after a kill. Ten times the JVM's own thresholds; what
   * the job does for every event passes them within seconds.
   */
  private static final List<String> OPTIMISING_LATER =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000");

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
    return stack.waitsForBroker();
  }

  @Override
  public Launch prepare(Preparation preparation) throws IOException {
    var options = new ArrayList<>(List.of("-Xms1g", "-Xmx1g", "-XX:+ExitOnOutOfMemoryError"));
    options.addAll(OPTIMISING_LATER);
    options.addAll(classes().options());
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

  /** A killed job is back sooner if its classes were archived: a quarter less to compute. */
  @Override
  public void onceHealthy() throws IOException, InterruptedException {
    var pid = stack.installation().runFolder().status().of(name()).map(ProcessStatus::pid);
    if (pid.isPresent()) {
      classes().writeFrom(pid.get());
    }
  }

  private ClassArchive classes() {
    return new ClassArchive(stack.checkout().target(MODULE));
  }
}
