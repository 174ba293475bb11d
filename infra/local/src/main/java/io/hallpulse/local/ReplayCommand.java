package io.hallpulse.local;

import io.hallpulse.local.stack.Checkout;
import io.hallpulse.local.stack.Ports;
import io.hallpulse.local.stack.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a recorded log into a running installation. */
@Command(
    name = "replay",
    description = "Sends a recorded log (JSON lines, or CSV with a mapping) into the running hall.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @Mixin private final InstallationOption which = new InstallationOption();

  @Parameters(paramLabel = "FILE", description = "JSON lines, or CSV")
  private Path file = Path.of("");

  @Option(
      names = "--mapping",
      paramLabel = "M.yaml",
      description = "What the columns of a CSV file mean")
  private @Nullable Path mapping;

  @Option(
      names = "--speed",
      paramLabel = "max|N",
      defaultValue = "max",
      description = "As fast as possible, or N times real time (default: max)")
  private String speed = "max";

  @Option(names = "--wait", description = "Returns when everything is in the lake")
  private boolean wait;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("There is no file " + file);
    }
    var installation = which.running();
    var ports = Ports.of(installation);
    var command = Checkout.own().java("ingest", "io.hallpulse.ingest.Ingest", List.of("-Xmx256m"));
    command.addAll(List.of("replay", file.toString()));
    if (mapping != null) {
      command.addAll(List.of("--mapping", mapping.toString()));
    }
    command.addAll(List.of("--speed", speed));
    if (wait) {
      command.add("--wait");
    }
    command.addAll(List.of("--brokers", ports.brokers()));
    command.addAll(List.of("--serving", ports.servingUrl()));
    command.addAll(List.of("--trino", ports.trinoJdbcUrl()));
    var builder = new ProcessBuilder(command).inheritIO();
    var secrets = Secrets.of(installation);
    builder.environment().putAll(secrets.asAdministrator());
    builder.environment().put("HALLPULSE_LOADER_KEY", secrets.loaderKey());
    builder
        .environment()
        .put("HALLPULSE_TRINO_CERTIFICATE", installation.trinoCertificate().toString());
    return builder.start().waitFor();
  }
}
