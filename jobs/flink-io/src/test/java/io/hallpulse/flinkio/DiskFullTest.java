package io.hallpulse.flinkio;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.lake.LakeTables;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk of warehouse and checkpoints is full for a while, in the middle of a load. */
@Timeout(180)
class DiskFullTest {
  private static final int FAILURES = 3;

  @TempDir private Path folder;

  @Test
  void aJobThatCannotWriteTriesAgainUntilItCanAndStoresEachRowOnce() throws Exception {
    var root = folder.resolve("disk");
    try (var disk = SmallDisk.at(root, 16);
        var postgres = EmbeddedPostgres.start()) {
      var appending = new AppendingJob(3_000, root);
      var lake = appending.lakeAt(postgres.getPort());
      LakeSetup.prepare(lake, List.of(LakeTables.REFUSED));
      var table = lake.catalog().loadTable(Lake.identifier(LakeTables.REFUSED));

      var job = appending.submit(lake);
      awaitSomeCommits(table);
      failWhileFull(job, disk);
      assertThat(AppendingJob.storedSeqs(table)).hasSizeLessThan(3_000);
      disk.empty();

      while (!appending.isStored(table)) {
        assertThat(job.getJobExecutionResult()).isNotDone();
        pause();
      }
      job.cancel().get(1, TimeUnit.MINUTES);
      assertThat(AppendingJob.storedSeqs(table)).containsExactlyElementsOf(appending.allSeqs());
      assertThat(AppendingJob.committedCheckpoints(table)).doesNotHaveDuplicates();
    }
  }

  private static void awaitSomeCommits(Table table) {
    do {
      pause();
      table.refresh();
    } while (AppendingJob.committedCheckpoints(table).size() < 2);
  }

  /** What failed attempts have left again is taken, too, until the job has failed some times. */
  private static void failWhileFull(JobClient job, SmallDisk disk) throws Exception {
    boolean failing = false;
    for (int failures = 0; failures < FAILURES; ) {
      disk.fill();
      pause();
      boolean restarts = job.getJobStatus().get() == JobStatus.RESTARTING;
      failures += restarts && !failing ? 1 : 0;
      failing = restarts;
    }
  }

  private static void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
  }
}
