package io.hallpulse.upkeep.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.upkeep.TestLake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days that do not fit into one file, with sizes a thousandth of the real ones. */
class LargeDaysTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
  private static final LocalDate TODAY = MONDAY.plusDays(1);
  private static final FileSizes SIZES = new FileSizes(128 << 10, 192 << 10, 32 << 10);

  @TempDir private static Path warehouse;
  private static TestLake lake;

  private final Instant later = Instant.now().plus(Duration.ofHours(1));
  private final Random random = new Random(7);
  private EventsTable events;
  private Compaction compaction;

  @BeforeAll
  static void startLake() throws IOException {
    lake = new TestLake(warehouse);
  }

  @AfterAll
  static void stopLake() throws IOException {
    lake.close();
  }

  @BeforeEach
  void create() {
    events = new EventsTable(lake);
    compaction = new Compaction(events.table, SIZES);
  }

  @AfterEach
  void drop() throws IOException {
    events.close();
  }

  @Test
  void aLargeDayBecomesSeveralFilesAllOfThemLarge() throws IOException {
    for (int i = 0; i < 29; i++) {
      events.append(largeRows(1_000));
    }
    var before = events.rows();

    assertThat(compaction.compact(TODAY, later)).isEqualTo(29);

    assertThat(events.files()).hasSizeGreaterThan(3).allSatisfy(LargeDaysTest::isLarge);
    assertThat(events.rows()).containsExactlyElementsOf(before);
    assertThat(compaction.compact(TODAY, later)).isZero();
  }

  @Test
  void aLittleThatComesLateJoinsTheSmallestOfTheLarge() throws IOException {
    for (int i = 0; i < 29; i++) {
      events.append(largeRows(1_000));
    }
    compaction.compact(TODAY, later);
    int files = events.files().size();
    events.append(MONDAY, 1);

    assertThat(compaction.compact(TODAY, later)).isEqualTo(2);

    assertThat(events.files()).hasSize(files).allSatisfy(LargeDaysTest::isLarge);
    assertThat(events.rows()).hasSize(29_001);
    assertThat(compaction.compact(TODAY, later)).isZero();
  }

  @Test
  void twoFilesAreFewHoweverSmall() throws IOException {
    events.append(MONDAY, 1);
    events.append(MONDAY, 1);

    assertThat(compaction.compact(TODAY, later)).isZero();
  }

  private static void isLarge(DataFile file) {
    assertThat(file.fileSizeInBytes()).isGreaterThanOrEqualTo(SIZES.large());
  }

  /** About 60 bytes each, which no compression makes smaller. */
  private List<Record> largeRows(int count) {
    var rows = events.newRows(MONDAY, count);
    for (var row : rows) {
      var detail = new StringBuilder();
      for (int i = 0; i < 60; i++) {
        detail.append((char) (' ' + random.nextInt(95)));
      }
      row.setField("detail", detail.toString());
    }
    return rows;
  }
}
