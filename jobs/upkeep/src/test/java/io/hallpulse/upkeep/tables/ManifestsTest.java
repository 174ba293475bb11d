package io.hallpulse.upkeep.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.upkeep.TestLake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
  private static final LocalDate TODAY = MONDAY.plusDays(2);

  @TempDir private static Path warehouse;
  private static TestLake lake;

  private EventsTable events;
  private Manifests manifests;

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
    manifests = new Manifests(events.table);
  }

  @AfterEach
  void drop() throws IOException {
    events.close();
  }

  @Test
  void closedMonthsStandApartFromTheOpenDay() throws IOException {
    mixDays();
    var before = events.rows();

    assertThat(manifests.rewrite(TODAY)).isPositive();

    assertThat(daysByManifest())
        .containsExactlyInAnyOrder(
            Set.of(MONDAY.minusDays(10)),
            Set.of(MONDAY, MONDAY.plusDays(1)),
            Set.of(TODAY),
            Set.of(TODAY)); // of the newest append, which had no part in it
    assertThat(events.rows()).containsExactlyElementsOf(before);
    assertThat(events.table.currentSnapshot().summary()).containsEntry("total-records", "8");
    assertThat(manifests.rewrite(TODAY)).as("nothing left to do").isZero();
  }

  @Test
  void theOpenDayAloneIsLeftAsItIs() throws IOException {
    mixDays();
    events.table.refresh();
    var before = events.table.currentSnapshot();

    assertThat(manifests.rewrite(MONDAY.minusDays(10))).isZero();

    events.table.refresh();
    assertThat(events.table.currentSnapshot()).isEqualTo(before);
  }

  @Test
  void theJobCommitsMeanwhile() throws Exception {
    events.mergeManifestsAt(3);
    var job =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 40; i++) {
                events.append(i % 2 == 0 ? MONDAY : TODAY, 1);
              }
            });
    int rewritten = 0;
    do {
      rewritten += manifests.rewrite(TODAY);
    } while (!job.isDone());
    job.get();

    assertThat(rewritten).isPositive();
    assertThat(events.rows()).hasSize(40);
  }

  /** One manifest that names files of four days. */
  private void mixDays() {
    var days = List.of(MONDAY.minusDays(10), MONDAY, MONDAY.plusDays(1), TODAY);
    events.mergeManifestsAt(4);
    for (int i = 0; i < 8; i++) {
      events.append(days.get(i % 4), 1);
    }
    events.mergeManifestsAt(100);
  }

  private List<Set<LocalDate>> daysByManifest() {
    events.table.refresh();
    return events.table.currentSnapshot().dataManifests(events.table.io()).stream()
        .map(this::days)
        .toList();
  }

  private Set<LocalDate> days(ManifestFile manifest) {
    var days = new HashSet<LocalDate>();
    try (var files = ManifestFiles.read(manifest, events.table.io(), events.table.specs())) {
      files.forEach(file -> days.add(LocalDate.ofEpochDay(file.partition().get(0, Integer.class))));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return days;
  }
}
