package io.hallpulse.local;

import io.hallpulse.local.stack.AuditTrail;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The record of who did what. */
@Command(
    name = "audit",
    description = "Checks the record of who did what.",
    mixinStandardHelpOptions = true)
final class AuditCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  @Command(
      name = "verify",
      description = {
        "Follows the chain of hashes through every row, in PostgreSQL itself. The exit code is 1 and"
            + " the first broken row is named if a row was changed, removed or put in.",
        "Rows cut off at the end leave a shorter chain that fits: note what this prints elsewhere"
            + " and give it to --known the next time."
      },
      mixinStandardHelpOptions = true)
  int verify(
      @Mixin InstallationOption which,
      @Option(
              names = "--known",
              paramLabel = "ROW:HASH",
              description = "What an earlier run printed; that row must still be there")
          @Nullable String known)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    var result = AuditTrail.of(which.installation()).verify(known);
    out.println(result.told());
    return result.whole() ? 0 : 1;
  }
}
