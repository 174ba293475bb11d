package io.hallpulse.serving.report;

import io.hallpulse.serving.report.document.Document;
import io.hallpulse.serving.report.document.Language;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** Reads reports from the lake. */
@Singleton
final class LakeReports implements ReportSource {
  private final EconomyLake economy;
  private final ServiceLake service;

  LakeReports(EconomyLake economy, ServiceLake service) {
    this.economy = economy;
    this.service = service;
  }

  @Override
  public Function<Language, Document> read(ReportRun run) {
    var period = run.reportPeriod();
    var known = KnownDistrict.of(run.district());
    var name = known.map(KnownDistrict::zh).orElse(run.district());
    if (period.kind().isEconomy()) {
      var figures = economy.read(run.district(), name, period, run.asOf());
      return language -> EconomyReport.of(figures, language, known);
    }
    var figures = service.read(run.district(), name, period, run.asOf());
    return language -> ServiceReport.of(figures, language, known);
  }
}
