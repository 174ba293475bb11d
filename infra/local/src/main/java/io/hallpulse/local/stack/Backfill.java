package io.hallpulse.local.stack;

import io.hallpulse.local.supervise.Launch;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A back-fill in a JVM of its own beside the running stack. */
public record Backfill(Stack stack) {

  /**
   * @param what the days, as the program wants to be told
   */
  public Launch launch(List<String> what) throws IOException {
    var command =
        stack
            .checkout()
            .java(
                "jobs/hall",
                "io.hallpulse.hall.backfill.BackfillJob",
                List.of(
                    "-Xmx1g",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Dlog4j2.configurationFile=backfill-log4j2.properties"));
    command.addAll(what);
    command.addAll(List.of("--brokers", stack.ports().brokers()));
    command.addAll(List.of("--catalog-url", stack.ports().catalogUrl()));
    command.addAll(List.of("--catalog-user", Postgresql.USER));
    command.addAll(List.of("--warehouse", stack.installation().warehouse()));
    var secrets = stack.secrets();
    return new Launch(
        command,
        Map.of(
            "HALLPULSE_CATALOG_PASSWORD",
            secrets.postgresqlPassword(),
            "HALLPULSE_SECRET_KEY",
            secrets.secretKey(),
            "HALLPULSE_LOADER_KEY",
            secrets.loaderKey()));
  }
}
