package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.Launch;
import io.hallpulse.local.supervise.Preparation;
import io.hallpulse.local.supervise.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;

/** A made-up district that produces events as an agent would. */
final class Simulator implements Program {
  private static final long PROBATION_NANOS = 2_000_000_000L;

  private final Stack stack;
  private long preparedAt;

  Simulator(Stack stack) {
    this.stack = stack;
  }

  @Override
  public String name() {
    return "simulator";
  }

  @Override
  public int port() {
    return 0;
  }

  @Override
  public List<String> dependsOn() {
    return List.of("kafka", "serving");
  }

  @Override
  public Launch prepare(Preparation preparation) throws IOException {
    Files.createDirectories(stack.installation().simulator());
    var command =
        stack
            .checkout()
            .java(
                "ingest",
                "io.hallpulse.ingest.Ingest",
                List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"));
    command.add("simulate");
    command.addAll(List.of("--brokers", stack.ports().brokers()));
    command.addAll(List.of("--serving", stack.ports().servingUrl()));
    command.addAll(List.of("--state", stack.installation().simulator().toString()));
    command.addAll(List.of("--speed", stack.settings().simulate()));
    command.addAll(List.of("--history-days", Integer.toString(stack.settings().historyDays())));
    preparedAt = System.nanoTime();
    var secrets = stack.secrets();
    var environment = new HashMap<>(secrets.asAdministrator());
    environment.put("HALLPULSE_LOADER_KEY", secrets.loaderKey());
    return new Launch(command, environment);
  }

  /** It answers nobody: to have lived for two seconds is all that can be asked of it. */
  @Override
  public boolean healthy() {
    return System.nanoTime() - preparedAt > PROBATION_NANOS;
  }
}
