package io.hallpulse.local;

import io.hallpulse.local.stack.Checkout;
import io.hallpulse.local.stack.Installation;
import io.hallpulse.local.supervise.State;
import java.io.IOException;
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

  /** The installation, which must be running. */
  Installation running() throws IOException {
    var installation = installation();
    if (installation.runFolder().supervisor().isEmpty()) {
      throw new IOException(
          "HallPulse is not running: ./hallpulse up%s starts it".formatted(asTyped()));
    }
    return installation;
  }

  /** The installation, whose Trino must be running. */
  Installation withTrino() throws IOException {
    var installation = running();
    var trino = installation.runFolder().status().of("trino");
    if (trino.isEmpty()) {
      throw new IOException(
          "Trino was left out: ./hallpulse down%1$s, then ./hallpulse up%1$s without --no-trino"
              .formatted(asTyped()));
    }
    if (trino.get().state() != State.RUNNING) {
      throw new IOException(
          "Trino is not up yet, it is %s. %s"
              .formatted(
                  trino.get().state(),
                  trino.get().detail().isEmpty()
                      ? "Try again in a few seconds, or see ./hallpulse logs trino" + asTyped()
                      : "It " + trino.get().detail()));
    }
    return installation;
  }

  /** How a person names this installation in a further command. */
  String asTyped() {
    if (data == null) {
      return "";
    }
    var path = data.toString();
    return " --data " + (path.matches("[\\w/.:@+-]+") ? path : "'%s'".formatted(path));
  }
}
