package io.hallpulse.ingest.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaboReportTest {
  @TempDir private Path folder;
  private Map<String, List<WaboStep>> log;

  @BeforeEach
  void read() throws IOException {
    log =
        WaboLog.read(
            Files.write(
                folder.resolve("receipt.csv"),
                List.of(
                    "case:concept:name,case:enddate_planned,concept:name,org:resource,time:timestamp",
                    "case-1,2011-12-06 13:41:31.788000+01:00,Receipt,R1,2011-10-11 13:45:40.276000+02:00",
                    "case-1,2011-12-06 13:41:31.788000+01:00,T02,R2,2011-12-07 08:26:25.398000+01:00",
                    "case-2,2011-12-06 13:41:31.788000+01:00,Receipt,R1,2011-10-13 08:00:00.000000+02:00")));
  }

  @Test
  void theLogSaysWhatTheCasesAre() {
    var closed = WaboCase.of(log.get("case-1"));

    assertThat(closed.openedAt()).isEqualTo("2011-10-11T11:45:40.276Z");
    assertThat(closed.closedAt()).isEqualTo("2011-12-07T07:26:25.398Z");
    assertThat(closed.durationSeconds()).isEqualTo(4_909_245);
    assertThat(closed.overdue()).isTrue();
    assertThat(WaboCase.of(log.get("case-2")).closedAt()).isNull();
  }

  @Test
  void equalLakeAndFileAreClean() {
    assertThat(WaboReport.of(log, lake()).isClean()).isTrue();
  }

  @Test
  void aSecondOffIsADifference() {
    var lake = lake();
    var one = WaboCase.of(log.get("case-2"));
    lake.cases()
        .put("case-2", new WaboCase(one.openedAt(), null, 1, one.plannedEnd(), null, one.steps()));

    var report = WaboReport.of(log, lake);

    assertThat(report.isClean()).isFalse();
    assertThat(report.differences()).hasSize(1).first().asString().startsWith("case case-2");
  }

  @Test
  void aMissingOrDoubledEventIsADifference() {
    var lake = lake();
    lake.events().remove("case-2");
    assertThat(WaboReport.of(log, lake).isClean()).isFalse();

    var doubled = lake();
    var step = new WaboStep("case-2", Instant.EPOCH, "x", "y", null);
    doubled.events().put("case-2", List.of(log.get("case-2").get(0), step));
    assertThat(WaboReport.of(log, doubled).isClean()).isFalse();
  }

  private WaboLake lake() {
    var cases = new HashMap<String, WaboCase>();
    log.forEach((id, steps) -> cases.put(id, WaboCase.of(steps)));
    return new WaboLake(new HashMap<>(log), cases);
  }
}
