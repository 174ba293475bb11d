package io.hallpulse.ingest.verify;

import io.hallpulse.ingest.Failure;
import io.hallpulse.ingest.Trino;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify-wabo}: checks the lake against the WABO receipt log that was replayed into it. */
@Command(
    name = "verify-wabo",
    mixinStandardHelpOptions = true,
    description = {
      "Compares the WABO receipt log with what the lake says about it, event by event and case by"
          + " case.",
      "Exit code: 0 if all agree, 1 if anything differs."
    })
public final class VerifyWaboCommand implements Callable<Integer> {
  private static final int MOST_SHOWN = 20;

  @Parameters(paramLabel = "FILE", description = "receipt.csv as it was replayed")
  private @Nullable Path file;

  @Option(names = "--trino", required = true, description = "JDBC address of Trino")
  private String trino = "";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (file == null || spec == null) {
      throw new IllegalStateException("picocli has not filled a required option");
    }
    var report = WaboReport.of(WaboLog.read(file), lake());
    var out = spec.commandLine().getOut();
    out.printf("%-42s %15s %15s%n", "", "file", "lake");
    report.figures().forEach(out::println);
    report.differences().stream().limit(MOST_SHOWN).forEach(out::println);
    out.printf("%d differences%n", report.differences().size());
    out.flush();
    return report.isClean() ? 0 : 1;
  }

  private WaboLake lake() {
    try (var connection = Trino.connect(trino)) {
      return WaboLake.read(connection);
    } catch (SQLException e) {
      throw new Failure(
          "Trino at %s does not answer: %s; is it up, and was the file replayed?"
              .formatted(trino, e.getMessage()),
          e);
    }
  }
}
