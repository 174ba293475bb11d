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

/** Sends changes of the registry of market entities into a running installation. */
@Command(
    name = "feed",
    description = "Sends changes of the registry of market entities (JSON lines, or CSV).",
    mixinStandardHelpOptions = true)
final class FeedCommand implements Callable<Integer> {
  @Mixin private final InstallationOption which = new InstallationOption();

  @Parameters(index = "0", paramLabel = "registry", description = "What is fed")
  private String what = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "File, or folder of files")
  private Path file = Path.of("");

  @Option(
      names = "--mapping",
      paramLabel = "M.yaml",
      description = "What the columns of a CSV file mean (default: licang, which is shipped)")
  private @Nullable String mapping;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Files.isReadable(file)) {
      throw new IOException("There is no file or folder " + file);
    }
    var installation = which.running();
    var ports = Ports.of(installation);
    var command = Checkout.own().java("ingest", "io.hallpulse.ingest.Ingest", List.of("-Xmx512m"));
    command.addAll(List.of("feed", what, file.toString(), "--brokers", ports.brokers()));
    if (mapping != null) {
      command.addAll(List.of("--mapping", mapping));
    }
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("HALLPULSE_LOADER_KEY", Secrets.of(installation).loaderKey());
    return builder.start().waitFor();
  }
}
