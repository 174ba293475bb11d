package io.hallpulse.trino.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.schemas.access.SqlReport.Look;
import io.hallpulse.schemas.access.SqlReport.Read;
import io.hallpulse.schemas.access.SqlReports;
import io.trino.spi.connector.CatalogHandle.CatalogVersion;
import io.trino.spi.eventlistener.QueryContext;
import io.trino.spi.eventlistener.QueryIOMetadata;
import io.trino.spi.eventlistener.QueryInputMetadata;
import io.trino.spi.eventlistener.QueryMetadata;
import io.trino.spi.metrics.Metrics;
import io.trino.spi.session.ResourceEstimates;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of Trino's words; that the real one says them so is in WholePathIT. */
class LooksTest {
  @TempDir private Path folder;

  /** As the server's column. */
  public record Column(String name, String type) {}

  @Test
  void aQueryIsReportedWithWhatItReadAndWithoutItsText() throws IOException {
    var reports = new SqlReports(folder);
    new Looks(reports)
        .report(
            query(),
            by("li.na"),
            reading(new Column("staff_id", "varchar"), new Column("n", "bigint")));

    var file = reports.files().get(0);
    assertThat(SqlReports.read(file))
        .isEqualTo(
            new Look(
                "20260105_090000_00001_abcde",
                "FINISHED",
                "li.na",
                "10.0.0.7",
                List.of(new Read("hall", "tickets", List.of("staff_id", "n")))));
    assertThat(Files.readString(file)).doesNotContain("SELECT");
  }

  @Test
  void aQueryThatReadNothingIsNotReported() throws IOException {
    var nothing = new QueryIOMetadata(List.of(), Optional.empty());
    new Looks(new SqlReports(folder)).report(query(), by("li.na"), nothing);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aListenerIsMadeHoweverTheServerAsks() throws Exception {
    var factory = new LoginPlugin().getEventListenerFactories().iterator().next();

    assertThat(factory.getName()).isEqualTo("hallpulse");
    assertThat(factory.create(Map.of("hallpulse.reports", folder.toString())))
        .isInstanceOf(Looks.class);
    assertThatThrownBy(() -> factory.create(Map.of("hallpulse.report", "x")))
        .hasMessage(
            "The listener wants the settings [hallpulse.reports] alone, got [hallpulse.report]");
  }

  private static QueryMetadata query() {
    return new QueryMetadata(
        "20260105_090000_00001_abcde",
        Optional.empty(),
        "SELECT staff_id, n FROM tickets",
        Optional.empty(),
        Optional.empty(),
        "FINISHED",
        List.of(),
        List.of(),
        URI.create("https://127.0.0.1"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static QueryIOMetadata reading(Column... columns) {
    List names = List.of(columns);
    var input =
        new QueryInputMetadata(
            "lake",
            new CatalogVersion("default"),
            "hall",
            "tickets",
            names,
            Optional.empty(),
            Metrics.EMPTY,
            OptionalLong.empty(),
            OptionalLong.empty());
    return new QueryIOMetadata(List.of(input), Optional.empty());
  }

  private static QueryContext by(String user) {
    return new QueryContext(
        user,
        user,
        Optional.of(user),
        Set.of(),
        Set.of(),
        Optional.empty(),
        Optional.of("10.0.0.7"),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Set.of(),
        Optional.empty(),
        "UTC",
        Optional.of("lake"),
        Optional.of("hall"),
        Optional.empty(),
        Map.of(),
        new ResourceEstimates(Optional.empty(), Optional.empty(), Optional.empty()),
        "127.0.0.1",
        "476",
        "hallpulse",
        Optional.empty(),
        "NONE");
  }
}
