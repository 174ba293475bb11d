package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.Launch;
import io.hallpulse.local.supervise.Preparation;
import io.hallpulse.local.supervise.ProcessStatus;
import io.hallpulse.local.supervise.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

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
    return List.of("postgresql", "kafka");
  }

  @Override
  public Launch prepare(Preparation preparation) throws IOException {
    var options = new ArrayList<>(List.of("-Xms1g", "-Xmx1g", "-XX:+ExitOnOutOfMemoryError"));
    options.addAll(OPTIMISING_LATER);
    options.addAll(classes().options());
    var command = stack.checkout().java(MODULE, "io.hallpulse.hall.HallJob", options);
    command.addAll(List.of("--brokers", stack.ports().brokers()));
    command.addAll(List.of("--catalog-url", stack.ports().jdbcUrl(Postgresql.LAKE)));
    command.addAll(List.of("--catalog-user", Postgresql.USER));
    command.addAll(List.of("--warehouse", stack.installation().warehouse()));
    command.addAll(List.of("--checkpoints", stack.installation().checkpoints()));
    command.addAll(
        List.of(
            "--commit-interval-seconds",
            Integer.toString(stack.settings().commitIntervalSeconds())));
    command.addAll(List.of("--fresh-start", Boolean.toString(stack.settings().freshStart())));
    command.addAll(List.of("--web-port", Integer.toString(port())));
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

  /** Flink calls a job running as soon as it is deployed; it is when its tasks have their state. */
  @Override
  public boolean healthy() throws IOException, InterruptedException {
    var jobs = Http.get(stack.ports().flinkUrl() + "/jobs/overview").path("jobs");
    return StreamSupport.stream(jobs.spliterator(), false)
        .filter(job -> job.path("state").asText().equals("RUNNING"))
        .map(job -> job.path("tasks"))
        .anyMatch(tasks -> tasks.path("running").asInt() == tasks.path("total").asInt());
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
