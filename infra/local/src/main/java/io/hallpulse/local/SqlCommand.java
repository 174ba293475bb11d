package io.hallpulse.local;

import io.hallpulse.local.stack.Checkout;
import io.hallpulse.local.stack.Installation;
import io.hallpulse.local.stack.Ports;
import io.hallpulse.local.stack.Secrets;
import io.hallpulse.local.stack.TrinoFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the lake in SQL. */
@Command(
    name = "sql",
    description = "Asks the lake in SQL: one query, or a dialogue without one.",
    mixinStandardHelpOptions = true)
final class SqlCommand implements Callable<Integer> {
  private static final String ADMIN = "admin";

  enum Format {
    CSV("CSV_HEADER"),
    JSON("JSON"),
    TABLE("ALIGNED");

    private final String trinosName;

    Format(String trinosName) {
      this.trinosName = trinosName;
    }
  }

  @Mixin private final InstallationOption which = new InstallationOption();

  @Parameters(arity = "0..1", paramLabel = "QUERY", description = "For example: SHOW TABLES")
  private @Nullable String query;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "Of the result: ${COMPLETION-CANDIDATES} (default: table)")
  private Format format = Format.TABLE;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = ADMIN,
      description = {
        "Whose eyes see the lake (default: admin).",
        "For another account the password is asked for, or read from HALLPULSE_SQL_PASSWORD."
      })
  private String user = ADMIN;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var installation = which.withTrino();
    var files = new TrinoFiles(Checkout.own());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (query != null) {
      // One-shot: no terminal is wanted, so its lack is no news.
      command.add("-Dorg.jline.terminal.dumb=true");
    }
    command.addAll(List.of("-jar", files.client().toString()));
    command.addAll(List.of("--server", Ports.of(installation).trinoUrl()));
    command.addAll(List.of("--catalog", "lake", "--schema", "hall", "--user", user));
    command.addAll(
        List.of("--password", "--truststore-path", installation.trinoCertificate().toString()));
    if (query == null) {
      command.addAll(List.of("--output-format-interactive", format.trinosName));
    } else {
      command.addAll(List.of("--output-format", format.trinosName, "--execute", query));
    }
    var builder = new ProcessBuilder(command).inheritIO();
    var password = password(installation);
    if (password != null) {
      builder.environment().put("TRINO_PASSWORD", password);
    }
    return builder.start().waitFor();
  }

  /** Null lets the client ask for it. */
  private @Nullable String password(Installation installation) throws IOException {
    var given = System.getenv("HALLPULSE_SQL_PASSWORD");
    return given == null && user.equals(ADMIN) ? Secrets.of(installation).adminPassword() : given;
  }
}
