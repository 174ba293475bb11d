package io.hallpulse.trino.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.access.SqlReport.FailedLogin;
import io.hallpulse.schemas.access.SqlReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedLoginsTest {
  @TempDir private Path folder;
  private SqlReports reports;
  private FailedLogins failed;

  @BeforeEach
  void start() {
    reports = new SqlReports(folder.resolve("reports"));
    failed = new FailedLogins(reports);
  }

  private Map<String, Integer> wrongByName() throws IOException {
    var names = new HashMap<String, Integer>();
    for (var file : reports.files()) {
      var report = (FailedLogin) SqlReports.read(file);
      names.merge(report.name(), report.wrong(), Integer::sum);
    }
    return names;
  }

  @Test
  void attemptsAreReportedOnceTogether() throws IOException {
    failed.wrong("li.na");
    failed.wrong("li.na");
    failed.report();
    failed.report();

    assertThat(reports.files()).hasSize(1);
    assertThat(wrongByName()).isEqualTo(Map.of("li.na", 2));
  }

  @Test
  void whatCannotBeReportedNowIsReportedLater() throws IOException {
    var inTheWay = Files.createFile(folder.resolve("reports"));
    failed.wrong("li.na");
    failed.report();
    failed.wrong("li.na");
    Files.delete(inTheWay);
    failed.report();

    assertThat(wrongByName()).isEqualTo(Map.of("li.na", 2));
  }

  @Test
  void ofManyNamesTheFurtherOnesAreCountedTogether() throws IOException {
    for (int i = 0; i < 1_010; i++) {
      failed.wrong("name-" + i);
    }
    failed.wrong("name-0");
    failed.report();

    assertThat(wrongByName()).hasSize(1_001).containsEntry("name-0", 2).containsEntry("", 10);
  }
}
