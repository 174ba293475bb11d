package io.hallpulse.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.local.stack.Ports;
import io.hallpulse.local.stack.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a report made and puts its files into a folder. */
@Command(
    name = "report",
    description = {
      "Makes a report out of the lake and puts its files (PDF and XLSX) into a folder:",
      "service-daily (of a day, 2026-10-05), economy-weekly (2026-W41), economy-monthly (2026-10),",
      "economy-quarterly (2026-Q4), economy-yearly (2026). They are in the archive too."
    },
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  private static final long BETWEEN_LOOKS = 300;

  @Mixin private final InstallationOption which = new InstallationOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "Which report")
  private String name = "";

  @Option(names = "--period", required = true, paramLabel = "P", description = "Of which period")
  private String period = "";

  @Option(
      names = "--as-of",
      paramLabel = "T",
      description = "From what was known then: ISO-8601 with offset (default: now)")
  private @Nullable String asOf;

  @Option(names = "--lang", paramLabel = "L", description = "zh or en (default: both)")
  private @Nullable String language;

  @Option(
      names = "--district",
      paramLabel = "D",
      description = "Code of the district (default: serving's setting, 370213)")
  private @Nullable String district;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the files go (default: reports in the installation's folder)")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var installation = which.running();
    var archive =
        new ReportArchive(
            Ports.of(installation).servingUrl(), Secrets.of(installation).administrator());
    var progress = new Progress(spec.commandLine().getOut());
    var run = archive.ask(wanted());
    var told = "";
    while (!isOver(run)) {
      var state = run.path("state").asText();
      if (!state.equals(told)) {
        progress.say(words(state));
        told = state;
      }
      Thread.sleep(BETWEEN_LOOKS);
      run = archive.look(run.path("id").asText());
    }
    if (run.path("state").asText().equals("failed")) {
      throw new IOException("The report was not made: " + run.path("error").asText());
    }
    var folder = out == null ? installation.reports() : out;
    Files.createDirectories(folder);
    for (var file : files(run)) {
      var content = archive.file(run.path("id").asText(), file);
      var path = folder.resolve(file.path("name").asText());
      Files.write(path, content);
      progress.say("%s (%d KB)".formatted(path, content.length / 1024));
    }
    progress.say("as of %s".formatted(run.path("as_of").asText()));
    return 0;
  }

  private Map<String, Object> wanted() {
    var wanted = new LinkedHashMap<String, Object>();
    wanted.put("report", name);
    wanted.put("period", period);
    if (asOf != null) {
      wanted.put("as_of", asOf);
    }
    if (language != null) {
      wanted.put("languages", List.of(language));
    }
    if (district != null) {
      wanted.put("district", district);
    }
    return wanted;
  }

  private static boolean isOver(JsonNode run) {
    var state = run.path("state").asText();
    return state.equals("done") || state.equals("failed");
  }

  private static String words(String state) {
    return switch (state) {
      case "waiting" -> "is asked for";
      case "reading" -> "reads the lake";
      case "writing" -> "writes the files";
      default -> state;
    };
  }

  private static List<JsonNode> files(JsonNode run) {
    var files = new ArrayList<JsonNode>();
    run.path("files").forEach(files::add);
    return files;
  }
}
