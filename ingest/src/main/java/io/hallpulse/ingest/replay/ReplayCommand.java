package io.hallpulse.ingest.replay;

import io.hallpulse.ingest.BatchProducer;
import io.hallpulse.ingest.Failure;
import io.hallpulse.ingest.ReferenceClient;
import io.hallpulse.ingest.Speed;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: sends a recorded log. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Sends a recorded log: JSON lines, or CSV with a mapping (docs/mapping.md).",
      "A second replay of the same file changes nothing. Rejected lines are written beside it.",
      "Exit code: 0 all accepted, 3 some lines rejected, 1 failed. Who asks serving is"
          + " read from HALLPULSE_ADMIN_USER (or admin) and HALLPULSE_ADMIN_PASSWORD, the key that signs events from HALLPULSE_LOADER_KEY."
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final int SOME_REJECTED = 3;
  private static final int BUFFER_BYTES = 16 << 20;

  @Parameters(paramLabel = "FILE", description = "JSON lines, or CSV when a mapping is given")
  private @Nullable Path file;

  @Option(names = "--brokers", required = true, description = "Kafka, host:port")
  private String brokers = "";

  @Option(names = "--serving", required = true, description = "serving, http://host:port")
  private @Nullable URI serving;

  @Option(names = "--mapping", description = "mapping file, or the name of a shipped one")
  private @Nullable String mapping;

  @Option(
      names = "--speed",
      defaultValue = "max",
      converter = Speed.Converter.class,
      description = "max, or N times as fast as it happened (default ${DEFAULT-VALUE})")
  private Speed speed = Speed.MAX;

  @Option(names = "--wait", description = "return when the lake holds every event")
  private boolean wait;

  @Option(names = "--trino", description = "JDBC address of Trino for --wait")
  private @Nullable String trino;

  @Option(
      names = "--wait-seconds",
      defaultValue = "600",
      description = "how long --wait waits (default ${DEFAULT-VALUE})")
  private long waitSeconds;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var input = required(file);
    if (!Files.isReadable(input)) {
      throw new Failure("There is no readable file " + input);
    }
    if (wait && trino == null) {
      throw new Failure("--wait needs --trino, the JDBC address of Trino");
    }
    if (mapping == null && input.toString().endsWith(".csv")) {
      throw new Failure("%s is CSV and needs --mapping (docs/mapping.md)".formatted(input));
    }
    var out = required(spec).commandLine().getErr();
    var progress = new Progress(out);
    var references = ReferenceClient.fromEnvironment(required(serving));
    var chosen = mapping == null ? null : Mapping.load(mapping);
    try (var producer = new BatchProducer(brokers, BatchProducer.loaderKey(), BUFFER_BYTES)) {
      var delivery = new Delivery(references::send, producer::send, new Pace(speed), progress);
      var rejected =
          chosen == null ? jsonLines(input, delivery) : csv(input, chosen, delivery, out);
      producer.flush();
      out.printf(
          "%,d events and %,d reference lines sent in %.1f s, %,d lines rejected%s%n",
          delivery.events(),
          delivery.references(),
          progress.seconds(),
          rejected.count(),
          rejected.count() == 0 ? "" : ": see " + rejected.file());
      out.flush();
      if (wait && trino != null) {
        new LakeArrival(trino, Duration.ofSeconds(waitSeconds), out).await(delivery.sent());
      }
      return rejected.count() == 0 ? 0 : SOME_REJECTED;
    }
  }

  private record Rejected(long count, Path file) {}

  private static Rejected jsonLines(Path input, Delivery delivery) {
    try (var rejected = new RejectedLines(input)) {
      new JsonLinesReplay(delivery, rejected).run(input);
      return new Rejected(rejected.count(), rejected.file());
    }
  }

  private static Rejected csv(Path input, Mapping mapping, Delivery delivery, PrintWriter out) {
    var rows = new RejectedRows(input);
    var read = new CsvReplay(mapping, delivery, CsvLimit.ofThisProgram()).run(input, rows);
    if (read.filtered() > 0) {
      out.printf("%,d rows left out by the mapping's filter%n", read.filtered());
    }
    return new Rejected(read.rejected().size(), rows.file());
  }

  private static <T> T required(@Nullable T option) {
    if (option == null) {
      throw new IllegalStateException("picocli has not filled a required option");
    }
    return option;
  }
}
