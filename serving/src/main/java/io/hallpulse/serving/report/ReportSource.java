package io.hallpulse.serving.report;

import io.hallpulse.serving.report.document.Document;
import io.hallpulse.serving.report.document.Language;
import java.util.function.Function;

/** Reads the figures of a report that was asked for, and says what it tells in a language. */
interface ReportSource {
  Function<Language, Document> read(ReportRun run);
}
