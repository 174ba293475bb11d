package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.Launch;
import io.hallpulse.local.supervise.Preparation;
import io.hallpulse.local.supervise.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** A made-up registry: fifteen years of market entities once, then a few changes a minute. */
public final class RegistrySimulator implements Program {
  public static final String NAME = "registry";
  private static final long PROBATION_NANOS = 2_000_000_000L;

  private final Stack stack;
  private long preparedAt;

  RegistrySimulator(Stack stack) {
    this.stack = stack;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int port() {
    return 0;
  }

  @Override
  public List<String> dependsOn() {
    return List.of("kafka");
  }

  /** Its history is much at once; the halls are wanted sooner. */
  @Override
  public List<String> yieldsTo() {
    return List.of("hall-job", "simulator", MarketJob.NAME);
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
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    command.add("simulate-registry");
    command.addAll(List.of("--brokers", stack.ports().brokers()));
    command.addAll(List.of("--state", stack.installation().simulator().toString()));
    command.addAll(List.of("--share", Double.toString(stack.settings().registry())));
    preparedAt = System.nanoTime();
    return new Launch(command, Map.of("HALLPULSE_LOADER_KEY", stack.secrets().loaderKey()));
  }

  /** It answers nobody: to have lived for two seconds is all that can be asked of it. */
  @Override
  public boolean healthy() {
    return System.nanoTime() - preparedAt > PROBATION_NANOS;
  }
}
