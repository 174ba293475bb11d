package io.hallpulse.upkeep.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.testkit.Moment;
import io.hallpulse.upkeep.FileRows;
import io.hallpulse.upkeep.TestLake;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.Record;
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
  private static final TableIdentifier EVENTS = TableIdentifier.of("hall", "events");

  @TempDir private static Path warehouse;
  private static TestLake lake;

  /** The job's own view of the table; upkeep has another. */
  private Table job;

  private Table table;
  private final Instant later = Instant.now().plus(Duration.ofHours(2));
  private long seq;

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
    job = lake.create(LakeTables.EVENTS);
    table = lake.open().loadTable(EVENTS);
  }

  @AfterEach
  void drop() throws IOException {
    lake.open().dropTable(EVENTS);
    try (var files = Files.walk(Path.of(URI.create(table.location())))) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void closedDaysBecomeFewFilesWithTheSameRows() throws IOException {
    for (int i = 0; i < 12; i++) {
      append(MONDAY.plusDays(i % 4), 5);
    }
    var before = rows();

    int joined = new Compaction(table).compact(TODAY, later);

    assertThat(joined).isEqualTo(9);
    assertThat(filesByDay())
        .containsExactly(
            Map.entry(MONDAY, 1),
            Map.entry(MONDAY.plusDays(1), 1),
            Map.entry(MONDAY.plusDays(2), 1),
            Map.entry(TODAY, 3));
    assertThat(rows()).containsExactlyElementsOf(before);
    assertThat(table.currentSnapshot().summary()).containsEntry("total-records", "60");
    assertThat(new Compaction(table).compact(TODAY, later)).isZero();
  }

  @Test
  void aDayThatWasAddedToWithinTheHourIsLeftAlone() {
    for (int i = 0; i < 5; i++) {
      append(MONDAY, 2);
    }

    assertThat(new Compaction(table).compact(TODAY, Instant.now())).isZero();
    assertThat(new Compaction(table).compact(TODAY, later)).isEqualTo(5);
  }

  @Test
  void anAppendInBetweenSurvives() throws IOException {
    for (int i = 0; i < 4; i++) {
      append(MONDAY, 5);
    }
    var compaction = new Compaction(table);
    var rewritten = compaction.rewrite(compaction.due(TODAY, later).get(0));
    append(MONDAY, 3);
    append(TODAY, 2);

    assertThat(compaction.commit(rewritten)).isTrue();

    assertThat(rows()).hasSize(25);
    assertThat(filesByDay()).containsExactly(Map.entry(MONDAY, 2), Map.entry(TODAY, 1));
  }

  @ParameterizedTest
  @EnumSource
  void aRewriteWhoseConnectionBreaksTakesNoAppendBack(Moment moment) throws IOException {
    for (int i = 0; i < 4; i++) {
      append(MONDAY, 5);
    }

    lake.tearNextCommit(moment, () -> append(TODAY, 3));
    int joined = new Compaction(table).compact(TODAY, later);

    assertThat(lake.isWhole()).isFalse();
    assertThat(joined).isEqualTo(4);
    assertThat(rows()).hasSize(23);
    assertThat(filesByDay()).containsExactly(Map.entry(MONDAY, 1), Map.entry(TODAY, 1));
  }

  @Test
  void aRewriteOfFilesThatAreGoneIsGivenUpAndLeavesNothing() throws IOException {
    for (int i = 0; i < 4; i++) {
      append(MONDAY, 5);
    }
    var compaction = new Compaction(table);
    var slow = compaction.rewrite(compaction.due(TODAY, later).get(0));
    var other = new Compaction(lake.open().loadTable(EVENTS));
    assertThat(other.compact(TODAY, later)).isEqualTo(4);

    assertThat(compaction.commit(slow)).isFalse();

    assertThat(rows()).hasSize(20);
    assertThat(slow.files()).allSatisfy(file -> assertThat(path(file)).doesNotExist());
  }

  @Test
  void oldSnapshotsGoButNotTheJobsNewest() throws IOException {
    for (int i = 0; i < 6; i++) {
      append(MONDAY, 1);
    }
    long newestOfJob = appendAsFlink();
    for (int i = 0; i < 5; i++) {
      append(MONDAY, 1);
    }

    new Snapshots(table, 3).expire(Instant.now());
    assertThat(table.snapshots()).hasSize(12); // all of the last day

    new Snapshots(table, 3).expire(Instant.now().plus(Duration.ofDays(2)));
    assertThat(table.snapshots()).hasSize(6);
    assertThat(table.snapshot(newestOfJob)).isNotNull();
    assertThat(rows()).hasSize(12);
  }

  @Test
  void theNewestSnapshotsStayHoweverOldTheyAre() {
    for (int i = 0; i < 6; i++) {
      append(MONDAY, 1);
    }

    new Snapshots(table, 4).expire(Instant.now().plus(Duration.ofDays(2)));

    assertThat(table.snapshots()).hasSize(4);
  }

  @Test
  void orphansGoWhenTheyAreOld() throws IOException {
    for (int i = 0; i < 4; i++) {
      append(MONDAY, 5);
    }
    new Compaction(table).compact(TODAY, later);
    var orphan = uncommitted();
    var young = uncommitted();
    for (var file : allFiles()) {
      if (!file.equals(young)) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(4))));
      }
    }
    long files = allFiles().size();

    assertThat(new Orphans(table).delete(Instant.now())).isGreaterThanOrEqualTo(1);

    assertThat(orphan).doesNotExist();
    assertThat(young).exists();
    assertThat((long) allFiles().size()).isGreaterThanOrEqualTo(files - 2); // and its checksum
    for (var snapshot : table.snapshots()) {
      assertThat(rowsOf(snapshot.snapshotId())).isNotEmpty();
    }
    append(MONDAY, 1);
    assertThat(rows()).hasSize(21);
  }

  private void append(LocalDate day, int count) {
    job.newAppend().appendFile(TestLake.file(job, newRows(day, count))).commit();
  }

  private long appendAsFlink() {
    job.newAppend()
        .set("flink.job-id", "abc")
        .appendFile(TestLake.file(job, newRows(MONDAY, 1)))
        .commit();
    return job.currentSnapshot().snapshotId();
  }

  private Path uncommitted() {
    return path(TestLake.file(job, newRows(MONDAY, 1)));
  }

  private static Path path(DataFile file) {
    return Path.of(URI.create(file.location()));
  }

  private List<Path> allFiles() throws IOException {
    try (var files = Files.walk(Path.of(URI.create(table.location())))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private List<Record> newRows(LocalDate day, int count) {
    var rows = new ArrayList<Record>();
    for (int i = 0; i < count; i++) {
      seq++;
      var row = TestLake.row(job);
      row.setField("source", "a");
      row.setField("epoch", 1L);
      row.setField("seq", seq);
      row.setField("time", OffsetDateTime.of(day.atTime(2, 0, 0, 1000), ZoneOffset.UTC));
      row.setField("district", "370213");
      row.setField("hall_id", "h1");
      row.setField("kind", seq % 2 == 0 ? "DEVICE_FAULT" : "RATING_SUBMITTED");
      row.setField("reasons", seq % 2 == 0 ? null : List.of("slow", "unclear"));
      row.setField("confidence", seq % 2 == 0 ? 0.5 : null);
      row.setField("present", seq % 3 == 0 ? Boolean.TRUE : null);
      row.setField("kafka_partition", 0);
      row.setField("kafka_offset", seq);
      row.setField("kafka_index", 0);
      row.setField("local_date", day);
      rows.add(row);
    }
    return rows;
  }

  private List<String> rows() throws IOException {
    table.refresh();
    return rowsOf(table.currentSnapshot().snapshotId());
  }

  private List<String> rowsOf(long snapshot) throws IOException {
    var all = new ArrayList<String>();
    try (var files = table.newScan().useSnapshot(snapshot).planFiles()) {
      for (var task : files) {
        try (var rows = FileRows.read(table, task.file(), table.schema())) {
          rows.forEach(row -> all.add(row.toString()));
        }
      }
    }
    Collections.sort(all);
    return all;
  }

  private Map<LocalDate, Integer> filesByDay() throws IOException {
    var count = new TreeMap<LocalDate, Integer>();
    table.refresh();
    try (var files = table.newScan().planFiles()) {
      files.forEach(
          task ->
              count.merge(
                  LocalDate.ofEpochDay(task.file().partition().get(0, Integer.class)),
                  1,
                  Integer::sum));
    }
    return count;
  }
}
