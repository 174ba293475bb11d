package io.hallpulse.local.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A real process that runs a line of shell; the test waits for its starts and its health. */
class ShellProgram implements Program {
  final BlockingQueue<Long> starts = new LinkedBlockingQueue<>();
  final BlockingQueue<String> healthy = new LinkedBlockingQueue<>();
  private final String name;
  private final String script;
  private final List<String> dependsOn;
  private final BooleanSupplier health;

  ShellProgram(String name, String script, List<String> dependsOn, BooleanSupplier health) {
    this.name = name;
    this.script = script;
    this.dependsOn = dependsOn;
    this.health = health;
  }

  static ShellProgram healthy(String name, String script) {
    return new ShellProgram(name, script, List.of(), () -> true);
  }

  /** Healthy when its script has made a file. */
  static ShellProgram healthyWith(Path file, String name, String script, String... dependsOn) {
    return new ShellProgram(name, script, List.of(dependsOn), () -> Files.exists(file));
  }

  long awaitStart() throws InterruptedException {
    return answer(starts.poll(10, TimeUnit.SECONDS));
  }

  void awaitHealthy() throws InterruptedException {
    answer(healthy.poll(10, TimeUnit.SECONDS));
  }

  private <T> T answer(@Nullable T value) {
    if (value == null) {
      throw new AssertionError(name + " did not do so within 10 s");
    }
    return value;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int port() {
    return 0;
  }

  @Override
  public List<String> dependsOn() {
    return dependsOn;
  }

  @Override
  public Launch prepare(Preparation preparation) throws IOException, Unavailable {
    starts.add(System.nanoTime());
    return new Launch(List.of("sh", "-c", script), Map.of());
  }

  @Override
  public boolean healthy() {
    return health.getAsBoolean();
  }

  @Override
  public void onceHealthy() {
    healthy.add(name);
  }

  @Override
  public Duration startLimit() {
    return Duration.ofSeconds(10);
  }
}
