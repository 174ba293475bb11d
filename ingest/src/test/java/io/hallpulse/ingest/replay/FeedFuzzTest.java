package io.hallpulse.ingest.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hallpulse.ingest.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a person hands in as a feed, each row is taken, left out or rejected with a reason. */
class FeedFuzzTest {
  private static final Mapping RECEIPT = Mapping.load("wabo-receipt");
  private static final String HEADER =
      "case:channel,case:concept:name,case:enddate_planned,concept:name,lifecycle:transition,org:resource,time:timestamp\n";
  private static final String ROW =
      "Internet,case-1,2011-12-06 13:41:31+02:00,Confirmation of"
          + " receipt,complete,Resource21,2011-10-11 13:45:40.276000+02:00\n";

  @TempDir private static Path folder;

  static Stream<byte[]> files() {
    return Stream.of(
            "",
            HEADER,
            HEADER + ROW,
            HEADER + ROW + ROW.replace("2011-10-11", "2011-10-12").replace("case-1", ""),
            HEADER + ROW.replace("2011-10-11", "yesterday") + "\"",
            HEADER + ROW.replace(",", ";"),
            "\uFEFF" + HEADER + ROW.replace("Internet", "\"a\"\"b\nc\""))
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("files")
  @FuzzTest(maxDuration = "10m")
  void eachRowOfAnyFileIsTakenLeftOutOrRejected(byte[] content) throws IOException {
    var file = Files.write(folder.resolve("feed.csv"), content);
    CsvFile csv;
    try {
      csv = CsvFile.read(file, RECEIPT);
    } catch (Failure failure) {
      assertThat(failure).hasMessageContaining("feed.csv");
      return;
    }
    var read = CsvEvents.of(csv, RECEIPT, 1);
    assertThat(read.events().size() + read.rejected().size() + read.filtered())
        .isEqualTo(csv.rows().size());
    assertThat(read.rejected()).allSatisfy(row -> assertThat(row.problem().reason()).isNotBlank());
  }

  static Stream<byte[]> mappings() throws IOException {
    var shipped = Path.of("src/main/mappings");
    return Stream.of(
        Files.readAllBytes(shipped.resolve("wabo-receipt.yaml")),
        Files.readAllBytes(shipped.resolve("wabo-queue.yaml")),
        "a: [".getBytes(UTF_8));
  }

  @MethodSource("mappings")
  @FuzzTest(maxDuration = "10m")
  void anyMappingIsReadOrRefused(byte[] yaml) {
    try {
      assertThat(Mapping.read(new String(yaml, UTF_8)).source()).isNotNull();
    } catch (Failure failure) {
      assertThat(failure.getMessage()).startsWith("Mapping");
    }
  }
}
