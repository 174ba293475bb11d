package io.hallpulse.serving.report;

import io.hallpulse.serving.report.document.Language;
import io.hallpulse.serving.report.write.PdfWriter;
import io.hallpulse.serving.report.write.XlsxWriter;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.UUID;

/** Makes a report that was asked for: reads it, writes the files, puts them in the archive. */
@Singleton
final class ReportMaker {
  private final ReportArchive archive;
  private final ReportSource source;
  private final Clock clock;

  ReportMaker(ReportArchive archive, ReportSource source, Clock clock) {
    this.archive = archive;
    this.source = source;
    this.clock = clock;
  }

  void make(UUID id) throws SQLException, IOException {
    var run =
        archive
            .find(id)
            .orElseThrow(() -> new IllegalStateException("Nobody asked for report " + id));
    if (run.state().equals(ReportRun.DONE)) {
      return; // its instance died after the files were put and before the task was taken away
    }
    archive.begin(id);
    var report = source.read(run);
    archive.writing(id);
    var files = new LinkedHashMap<String, byte[]>();
    for (var key : run.languages()) {
      var document = report.apply(Language.of(key).orElseThrow());
      var name = "%s-%s-%s.%s".formatted(run.report(), run.period(), run.district(), key);
      files.put(name + ".pdf", PdfWriter.write(document, clock.instant()));
      files.put(name + ".xlsx", XlsxWriter.write(document, clock.instant()));
    }
    archive.done(id, files, clock.instant());
  }
}
