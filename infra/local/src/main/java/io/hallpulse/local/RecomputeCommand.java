package io.hallpulse.local;

import io.hallpulse.local.stack.Checkout;
import io.hallpulse.local.stack.Ports;
import io.hallpulse.local.stack.Secrets;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Computes a past day's score anew from the raw events and compares it with the stored one. */
@Command(
    name = "recompute",
    description = {
      "Computes a final day's score anew from the raw events in the lake, by the same code and the",
      "reference data known then, and compares every loss and score with the stored ones.",
      "Exit code: 0 if all are the same to the last digit, else 1 with the differences."
    },
    mixinStandardHelpOptions = true)
final class RecomputeCommand implements Callable<Integer> {
  @Mixin private final InstallationOption which = new InstallationOption();

  @ArgGroup(multiplicity = "1")
  private @Nullable What what;

  @Option(names = "--date", required = true, paramLabel = "D", description = "YYYY-MM-DD")
  private LocalDate date = LocalDate.EPOCH;

  /** A hall, or any scope. */
  private static final class What {
    @Option(names = "--hall", paramLabel = "H", description = "a hall, its units and counters")
    private @Nullable String hall;

    @ArgGroup(exclusive = false)
    private @Nullable OfScope scope;
  }

  private static final class OfScope {
    @Option(
        names = "--scope",
        required = true,
        paramLabel = "S",
        description = "counter, unit, hall, subdistrict or district")
    private String scope = "";

    @Option(
        names = "--id",
        required = true,
        paramLabel = "ID",
        description = "its id; of a unit HALL/UNIT")
    private String id = "";
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (what == null) {
      throw new IllegalStateException("picocli has not filled a required option");
    }
    var scope = what.scope == null ? "hall" : what.scope.scope;
    var id = what.scope == null ? String.valueOf(what.hall) : what.scope.id;
    var installation = which.withTrino();
    var command = Checkout.own().java("ingest", "io.hallpulse.ingest.Ingest", List.of("-Xmx512m"));
    command.addAll(List.of("recompute", "--scope", scope, "--id", id, "--date", date.toString()));
    command.addAll(List.of("--trino", Ports.of(installation).trinoJdbcUrl()));
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(Secrets.of(installation).asAdministrator());
    builder
        .environment()
        .put("HALLPULSE_TRINO_CERTIFICATE", installation.trinoCertificate().toString());
    return builder.start().waitFor();
  }
}
