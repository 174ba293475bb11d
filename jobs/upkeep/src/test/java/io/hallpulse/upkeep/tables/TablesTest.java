package io.hallpulse.upkeep.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.testkit.Moment;
import io.hallpulse.upkeep.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Upkeep of a real table that a job appends to. */
class TablesTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
  private static final LocalDate TODAY = MONDAY.plusDays(3);

  @TempDir private static Path warehouse;
  private static TestLake lake;

  private EventsTable events;
  private Table table;
  private final Instant later = Instant.now().plus(Duration.ofHours(1));

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
    table = events.table;
  }

  @AfterEach
  void drop() throws IOException {
    events.close();
  }

  @Test
  void closedDaysBecomeFewFilesWithTheSameRows() throws IOException {
    for (int i = 0; i < 12; i++) {
      events.append(MONDAY.plusDays(i % 4), 5);
    }
    var before = events.rows();

    int joined = new Compaction(table).compact(TODAY, later);

    assertThat(joined).isEqualTo(9);
    assertThat(events.filesByDay())
        .containsExactly(
            Map.entry(MONDAY, 1),
            Map.entry(MONDAY.plusDays(1), 1),
            Map.entry(MONDAY.plusDays(2), 1),
            Map.entry(TODAY, 3));
    assertThat(events.rows()).containsExactlyElementsOf(before);
    assertThat(table.currentSnapshot().summary()).containsEntry("total-records", "60");
    assertThat(new Compaction(table).compact(TODAY, later)).isZero();
  }

  @Test
  void aDayThatWasAddedToWithinTheHourIsLeftAlone() {
    for (int i = 0; i < 5; i++) {
      events.append(MONDAY, 2);
    }

    assertThat(new Compaction(table).compact(TODAY, Instant.now().minus(Duration.ofHours(1))))
        .isZero();
    assertThat(new Compaction(table).compact(TODAY, later)).isEqualTo(5);
  }

  @Test
  void anAppendInBetweenSurvives() throws IOException {
    for (int i = 0; i < 4; i++) {
      events.append(MONDAY, 5);
    }
    var compaction = new Compaction(table);
    var rewritten = compaction.rewrite(compaction.due(TODAY, later).get(0));
    events.append(MONDAY, 3);
    events.append(TODAY, 2);

    assertThat(compaction.commit(rewritten)).isTrue();

    assertThat(events.rows()).hasSize(25);
    assertThat(events.filesByDay()).containsExactly(Map.entry(MONDAY, 2), Map.entry(TODAY, 1));
  }

  @ParameterizedTest
  @EnumSource
  void aRewriteWhoseConnectionBreaksTakesNoAppendBack(Moment moment) throws IOException {
    for (int i = 0; i < 4; i++) {
      events.append(MONDAY, 5);
    }

    lake.tearNextCommit(moment, () -> events.append(TODAY, 3));
    int joined = new Compaction(table).compact(TODAY, later);

    assertThat(lake.isWhole()).isFalse();
    assertThat(joined).isEqualTo(4);
    assertThat(events.rows()).hasSize(23);
    assertThat(events.filesByDay()).containsExactly(Map.entry(MONDAY, 1), Map.entry(TODAY, 1));
  }

  @Test
  void aRewriteOfFilesThatAreGoneIsGivenUpAndLeavesNothing() throws IOException {
    for (int i = 0; i < 4; i++) {
      events.append(MONDAY, 5);
    }
    var compaction = new Compaction(table);
    var slow = compaction.rewrite(compaction.due(TODAY, later).get(0));
    var other = new Compaction(events.another());
    assertThat(other.compact(TODAY, later)).isEqualTo(4);

    assertThat(compaction.commit(slow)).isFalse();

    assertThat(events.rows()).hasSize(20);
    assertThat(slow.files()).allSatisfy(file -> assertThat(EventsTable.path(file)).doesNotExist());
  }

  @Test
  void oldSnapshotsGoButNotTheJobsNewest() throws IOException {
    for (int i = 0; i < 6; i++) {
      events.append(MONDAY, 1);
    }
    long newestOfJob = events.appendAsFlink(MONDAY);
    for (int i = 0; i < 5; i++) {
      events.append(MONDAY, 1);
    }

    assertThat(new Snapshots(table, 3).expire(Instant.now().minus(Duration.ofDays(1)))).isZero();
    assertThat(table.snapshots()).hasSize(12);

    assertThat(new Snapshots(table, 3).expire(later)).isEqualTo(6);
    assertThat(table.snapshots()).hasSize(6);
    assertThat(table.snapshot(newestOfJob)).isNotNull();
    assertThat(events.rows()).hasSize(12);
  }

  @Test
  void theNewestSnapshotsStayHoweverOldTheyAre() {
    for (int i = 0; i < 6; i++) {
      events.append(MONDAY, 1);
    }

    new Snapshots(table, 4).expire(later);

    assertThat(table.snapshots()).hasSize(4);
  }

  @Test
  void orphansGoWhenTheyAreOld() throws IOException {
    for (int i = 0; i < 4; i++) {
      events.append(MONDAY, 5);
    }
    new Compaction(table).compact(TODAY, later);
    var orphan = events.uncommitted(MONDAY);
    var young = events.uncommitted(MONDAY);
    for (var file : events.allFiles()) {
      if (!file.equals(young)) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(4))));
      }
    }
    long files = events.allFiles().size();

    assertThat(new Orphans(table).delete(Instant.now().minus(Duration.ofDays(3))))
        .isGreaterThanOrEqualTo(1);

    assertThat(orphan).doesNotExist();
    assertThat(young).exists();
    assertThat((long) events.allFiles().size())
        .isGreaterThanOrEqualTo(files - 2); // and its checksum
    for (var snapshot : table.snapshots()) {
      assertThat(events.rowsOf(snapshot.snapshotId())).isNotEmpty();
    }
    events.append(MONDAY, 1);
    assertThat(events.rows()).hasSize(21);
  }
}
