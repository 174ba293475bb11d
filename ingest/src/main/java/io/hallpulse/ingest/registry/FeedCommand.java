package io.hallpulse.ingest.registry;

import io.hallpulse.domain.market.RegistryCheck;
import io.hallpulse.ingest.BatchProducer;
import io.hallpulse.ingest.Failure;
import io.hallpulse.schemas.event.EventJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code feed registry}: sends changes of the registry of market entities. */
@Command(
    name = "feed",
    mixinStandardHelpOptions = true,
    description = {
      "Sends changes of the registry of market entities: JSON lines, or CSV with a mapping, in"
          + " UTF-8 or GB 18030; of a folder every .csv and .jsonl file, by name.",
      "What was told before is skipped, so a file can be fed again, whole or corrected, and after"
          + " an interruption. Rejected rows are written beside it.",
      "The key that signs changes comes from HALLPULSE_LOADER_KEY.",
      "Exit code: 0 all accepted, 3 some rows rejected, 1 failed."
    })
public final class FeedCommand implements Callable<Integer> {
  private static final int SOME_REJECTED = 3;
  private static final int BETWEEN_REPORTS = 100_000;

  @Parameters(index = "0", paramLabel = "registry", description = "what is fed")
  private String what = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "file or folder")
  private @Nullable Path input;

  @Option(names = "--brokers", required = true, description = "Kafka, host:port")
  private String brokers = "";

  @Option(
      names = "--mapping",
      defaultValue = "licang",
      description = "mapping file of CSV, or the name of a shipped one (default ${DEFAULT-VALUE})")
  private String mapping = "";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (!what.equals("registry")) {
      throw new Failure("There is no feed of %s, only of registry".formatted(what));
    }
    var out = Objects.requireNonNull(spec).commandLine().getErr();
    var columns = FeedMapping.load(mapping);
    var files = files(Objects.requireNonNull(input));
    if (files.isEmpty()) {
      out.printf("There is no .csv and no .jsonl file in %s%n", input);
    }
    boolean rejected = false;
    try (var topic = new RegistryTopic(brokers, BatchProducer.loaderKey())) {
      var known = new KnownRows(columns.source());
      if (files.stream().anyMatch(FeedCommand::isCsv)) {
        topic.read(known::add);
      }
      for (var file : files) {
        rejected |= feed(file, columns, topic, known, out) > 0;
      }
    }
    return rejected ? SOME_REJECTED : 0;
  }

  private static List<Path> files(Path input) throws IOException {
    if (!Files.isReadable(input)) {
      throw new Failure("There is no readable file or folder " + input);
    }
    if (!Files.isDirectory(input)) {
      return List.of(input);
    }
    try (var all = Files.list(input)) {
      return all.filter(FeedCommand::isFeed).sorted().toList();
    }
  }

  private static boolean isFeed(Path file) {
    var name = file.getFileName().toString();
    return (name.endsWith(".csv") || name.endsWith(".jsonl")) && !name.contains(".rejected.");
  }

  private static boolean isCsv(Path file) {
    return file.toString().endsWith(".csv");
  }

  private static long feed(
      Path file, FeedMapping columns, RegistryTopic topic, KnownRows known, PrintWriter out) {
    long begin = System.nanoTime();
    var reference = topic.reference();
    var check = new RegistryCheck(reference);
    var notKnown = new NotKnown();
    try (var rejected = new RejectedFeed(file, isCsv(file))) {
      var sent = new long[1];
      var feed =
          new Feed(
              check,
              reference.days(columns.district()),
              event -> {
                topic.send(event);
                notKnown.add(event);
                if (!isCsv(file)) {
                  known.add(event); // a CSV file that follows may say the same
                }
                if (++sent[0] % BETWEEN_REPORTS == 0) {
                  out.printf("%s: %,d sent%n", file.getFileName(), sent[0]);
                  out.flush();
                }
              },
              rejected);
      if (isCsv(file)) {
        feed.csv(file, columns, FileText.epoch(file), known, EventJson.micros(Instant.now()));
      } else {
        feed.jsonLines(file);
      }
      topic.flush();
      rejected.done();
      out.printf(
          "%s: %,d events sent, %,d known already, %,d rows rejected%s in %.1f s%n",
          file.getFileName(),
          feed.accepted(),
          feed.repeated(),
          rejected.count(),
          rejected.count() == 0 ? "" : " (see " + rejected.file() + ")",
          (System.nanoTime() - begin) / 1e9);
      if (!notKnown.text().isEmpty()) {
        out.printf("%s: let in, but not known: %s%n", file.getFileName(), notKnown.text());
      }
      out.flush();
      return rejected.count();
    }
  }
}
