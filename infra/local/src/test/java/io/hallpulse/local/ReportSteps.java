package io.hallpulse.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.zip.ZipFile;

/** The step of {@link WholePathIT} that has a report made as people do. */
final class ReportSteps {
  private final Cli cli;
  private final Path folder;

  ReportSteps(Cli cli, Path folder) {
    this.cli = cli;
    this.folder = folder;
  }

  /** The golden day's report tells the golden day's figures, and as of the same time the same. */
  void aReportOfTheGoldenDayTellsItsFigures(String date) throws Exception {
    var told = make(date, "first");
    var asOf = told.lines().filter(line -> line.contains("as of ")).findFirst().orElseThrow();
    make(date, "again", "--as-of", asOf.substring(asOf.indexOf("as of ") + 6).strip());

    var name = "service-daily-%s-golden.en".formatted(date);
    assertThat(Files.readAllBytes(folder.resolve("first/" + name + ".pdf")))
        .startsWith("%PDF-1.".getBytes(UTF_8));
    var halls = sheets(folder.resolve("first/" + name + ".xlsx"));
    assertThat(halls).contains("<v>93.33", "<v>92.30", "Golden hall");
    assertThat(sheets(folder.resolve("again/" + name + ".xlsx"))).isEqualTo(halls);

    var refused = cli.tryRun("report", "economy-monthly", "--period", "2026-13");
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.out()).contains("is a month such as 2026-10, got 2026-13");
  }

  private String make(String date, String into, String... more)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.addAll(Arrays.asList("report", "service-daily", "--period", date));
    command.addAll(Arrays.asList("--district", "golden", "--lang", "en"));
    command.addAll(Arrays.asList("--out", folder.resolve(into).toString()));
    command.addAll(Arrays.asList(more));
    return cli.run(command.toArray(String[]::new));
  }

  /** All sheets and their texts, one after the other. */
  private static String sheets(Path workbook) throws IOException {
    var text = new StringBuilder();
    try (var zip = new ZipFile(workbook.toFile())) {
      for (var entry :
          zip.stream()
              .filter(e -> e.getName().matches("xl/(worksheets/sheet|shared).*"))
              .toList()) {
        text.append(new String(zip.getInputStream(entry).readAllBytes(), UTF_8));
      }
    }
    return text.toString();
  }
}
