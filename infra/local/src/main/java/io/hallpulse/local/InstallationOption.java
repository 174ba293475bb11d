package io.hallpulse.local;

import io.hallpulse.local.stack.Checkout;
import io.hallpulse.local.stack.Installation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which installation a command is about. */
final class InstallationOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the installation keeps everything (default: .hallpulse of the checkout)")
  private @Nullable Path data;

  Installation installation() {
    return new Installation(data != null ? data : Checkout.own().home().resolve(".hallpulse"));
  }

  /** How a person names this installation in a further command. */
  String asTyped() {
    return data == null ? "" : " --data " + data;
  }
}
