package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.Launch;
import io.hallpulse.local.supervise.Preparation;
import io.hallpulse.local.supervise.Program;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;

/** The reconciler, the upkeep of the lake's files and the nightly baselines. */
public record Upkeep(Stack stack) implements Program {
  static final String NAME = "upkeep";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int port() {
    return stack.ports().upkeep();
  }

  @Override
  public List<String> dependsOn() {
    return List.of("postgresql", "kafka");
  }

  /** It checks what they have done; the wall is wanted sooner. */
  @Override
  public List<String> yieldsTo() {
    return List.of("hall-job", "serving", "simulator");
  }

  @Override
  public Launch prepare(Preparation preparation) throws IOException {
    return launch(List.of());
  }

  /** Computes the baselines once, beside the running program. */
  public Launch baselines() throws IOException {
    return launch(List.of("baselines"));
  }

  private Launch launch(List<String> what) throws IOException {
    var command =
        stack
            .checkout()
            .java(
                "jobs/upkeep",
                "io.hallpulse.upkeep.Upkeep",
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(what);
    command.addAll(List.of("--brokers", stack.ports().brokers()));
    command.addAll(List.of("--catalog-url", stack.ports().catalogUrl()));
    command.addAll(List.of("--catalog-user", Postgresql.USER));
    command.addAll(List.of("--warehouse", stack.installation().warehouse()));
    command.addAll(
        List.of(
            "--commit-interval-seconds",
            Integer.toString(stack.settings().commitIntervalSeconds())));
    command.addAll(List.of("--port", Integer.toString(port())));
    command.addAll(List.of("--schedule", stack.installation().upkeepFile().toString()));
    command.addAll(List.of("--serving", stack.ports().servingUrl()));
    command.addAll(List.of("--baselines", stack.installation().baselinesFile().toString()));
    var environment = new HashMap<>(stack.secrets().asAdministrator());
    environment.put("HALLPULSE_CATALOG_PASSWORD", stack.secrets().postgresqlPassword());
    return new Launch(command, environment);
  }

  /** It works when it answers; what it has found is for people to read, not to restart it for. */
  @Override
  public boolean healthy() throws IOException, InterruptedException {
    Http.get(stack.ports().verdictUrl());
    return true;
  }
}
