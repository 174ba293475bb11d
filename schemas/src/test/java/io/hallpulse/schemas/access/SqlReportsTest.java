package io.hallpulse.schemas.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.schemas.access.SqlReport.FailedLogin;
import io.hallpulse.schemas.access.SqlReport.Look;
import io.hallpulse.schemas.access.SqlReport.Read;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlReportsTest {
  private static final Look LOOK =
      new Look(
          "20260105_090000_00001_abcde",
          "FINISHED",
          "li.na",
          "127.0.0.1",
          List.of(
              new Read("hall", "tickets", List.of("staff_id", "wait_seconds")),
              new Read("hall", "events", List.of())));

  @TempDir private Path folder;

  private SqlReports reports() {
    return new SqlReports(folder.resolve("reports"));
  }

  @Test
  void whatIsAddedIsReadAndItsOwnersAlone() throws IOException {
    var failed = FailedLogin.of("", 5, 2);
    reports().add(LOOK);
    reports().add(LOOK);
    reports().add(failed);

    var files = reports().files();
    assertThat(files).hasSize(2);
    for (var file : files) {
      assertThat(SqlReports.read(file)).isIn(LOOK, failed);
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void aReportThatIsStillBeingWrittenIsNotThere() throws IOException {
    assertThat(reports().files()).isEmpty();
    reports().add(LOOK);
    Files.createFile(folder.resolve("reports/half.tmp"));

    assertThat(reports().files()).hasSize(1);
  }

  @Test
  void noTextBreaksOutOfItsField() {
    var odd = new Look("q", "FINISHED", "a\tb\nread\tx\ty", "-", List.of());

    assertThat(SqlReport.of(odd.text()))
        .isEqualTo(new Look("q", "FINISHED", "a?b?read?x?y", "-", List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "glance\tq",
        "look\tq\tFINISHED\tli.na",
        "look\tq\tFINISHED\tli.na\t-\nread\thall",
        "look\tq\tFINISHED\tli.na\t-\nlook\tq\tFINISHED\tli.na\t-",
        "failed-login\tid\tli.na\tfive\t0"
      })
  void whatIsNoReportIsNamedWithItsFile(String text) throws IOException {
    var file = Files.writeString(folder.resolve("odd.report"), text);

    assertThatThrownBy(() -> SqlReports.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " is no report: ");
  }
}
