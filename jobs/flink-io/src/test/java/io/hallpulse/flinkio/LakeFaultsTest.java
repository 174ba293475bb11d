package io.hallpulse.flinkio;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.schemas.lake.LakeTables;
import io.hallpulse.testkit.FaultPlan;
import io.hallpulse.testkit.FaultProxy;
import io.hallpulse.testkit.Moment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.flink.core.execution.JobClient;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A job that appends to the lake while its catalog's connection breaks and the job is killed around
 * its commits. To kill it is to cut it off from the catalog at once and then to take it away: what
 * it has not said until then it never says.
 */
@Timeout(300)
class LakeFaultsTest {
  /** Only a commit tells the catalog of a new metadata file. */
  private static final String COMMIT = ".metadata.json";

  @TempDir private Path folder;
  private EmbeddedPostgres postgres;
  private FaultProxy proxy;
  private AppendingJob appending;
  private Lake lake;
  private Table table;

  @BeforeEach
  void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    proxy = FaultProxy.to(postgres.getPort());
    appending = new AppendingJob(1_000, folder);
    lake = appending.lakeAt(proxy.port());
    LakeSetup.prepare(lake, List.of(LakeTables.REFUSED));
    table =
        appending
            .lakeAt(postgres.getPort())
            .catalog()
            .loadTable(Lake.identifier(LakeTables.REFUSED));
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    postgres.close();
  }

  static LongStream seeds() {
    return FaultPlan.seeds(1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void eachRowIsStoredOnceWhateverBecomesOfTheCommits(long seed) throws Exception {
    var random = new Random(seed);
    var faults = new ArrayList<String>();
    while (!lives(random, faults)) {
      proxy.rejoin();
    }

    System.out.printf("seed %d: %s%n", seed, faults);
    assertThat(faults).as("seed %d", seed).hasSizeGreaterThan(8);
    assertThat(AppendingJob.storedSeqs(table))
        .as("seed %d: %s", seed, faults)
        .containsExactlyElementsOf(appending.allSeqs());
    assertThat(AppendingJob.committedCheckpoints(table))
        .as("seed %d: %s", seed, faults)
        .doesNotHaveDuplicates();
  }

  /** One life of the job; returns whether all was stored in it. */
  private boolean lives(Random random, List<String> faults) throws Exception {
    var job = appending.submit(lake);
    while (true) {
      var moment = Moment.values()[random.nextInt(Moment.values().length)];
      boolean killed = random.nextBoolean();
      int later = random.nextInt(4) == 0 ? random.nextInt(150) : 0;
      var torn = new CompletableFuture<Void>();
      proxy.tearAt(
          COMMIT,
          moment,
          () -> {
            if (killed && later == 0) {
              proxy.isolate();
            }
            torn.complete(null);
          });
      while (!torn.isDone()) {
        if (appending.isStored(table)) {
          takeAway(job);
          return true;
        }
        assertThat(job.getJobExecutionResult()).isNotDone();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      faults.add("%s%s+%d".formatted(killed ? "killed " : "", moment, later));
      if (killed) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(later));
        takeAway(job);
        return false;
      }
    }
  }

  private void takeAway(JobClient job) throws Exception {
    proxy.isolate();
    job.cancel().get(60, TimeUnit.SECONDS);
    assertThat(job.getJobExecutionResult())
        .failsWithin(Duration.ofMinutes(1))
        .withThrowableOfType(ExecutionException.class)
        .withStackTraceContaining("JobCancellationException");
  }
}
