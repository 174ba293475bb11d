package io.hallpulse.flinkio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir private Path folder;

  @Test
  void theHighestCompleteOneOfAnyJobIsTheNewest() throws IOException {
    complete("job-a/chk-9");
    complete("job-b/chk-10");
    Files.createDirectories(folder.resolve("job-b/chk-11")); // killed while it was written
    Files.createDirectories(folder.resolve("job-b/shared"));

    assertThat(Checkpoints.newest(folder)).hasValue(folder.resolve("job-b/chk-10"));
  }

  @Test
  void whatKilledJobsLeftIsDeleted() throws IOException {
    complete("job-a/chk-9");
    complete("job-b/chk-10");
    Files.createFile(folder.resolve("job-a/chk-9/state"));

    Checkpoints.deleteAllBut(folder.resolve("job-b/chk-10"), folder);
    assertThat(folder.resolve("job-a")).doesNotExist();
    assertThat(Checkpoints.newest(folder)).hasValue(folder.resolve("job-b/chk-10"));
  }

  @Test
  void aStartWithoutStateOverRowsIsRefused() {
    var configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:///gone");
    Checkpoints.require(configuration, List.of());
    assertThatIllegalStateException()
        .isThrownBy(() -> Checkpoints.require(configuration, List.of("hall.events")))
        .withMessageContainingAll("hall.events", "file:///gone");

    configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, "file:///here/chk-1");
    Checkpoints.require(configuration, List.of("hall.events"));
  }

  @Test
  void aJobMayDeleteOlderOnesMeanwhile() throws Exception {
    complete("job-a/chk-0");
    var job = CompletableFuture.runAsync(() -> takeCheckpoints(1_000));
    while (!job.isDone()) {
      assertThat(Checkpoints.newest(folder)).isPresent();
    }
    job.get();
    assertThat(Checkpoints.newest(folder)).hasValue(folder.resolve("job-a/chk-1000"));
  }

  private void takeCheckpoints(int last) {
    try {
      for (int number = 1; number <= last; number++) {
        complete("job-a/chk-" + number);
        if (number > 10) {
          FileUtils.deleteDirectory(folder.resolve("job-a/chk-" + (number - 10)).toFile());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFolderThatIsNotThereHasNone() throws IOException {
    assertThat(Checkpoints.newest(folder.resolve("missing"))).isEmpty();
    assertThat(Checkpoints.newest(folder)).isEmpty();
  }

  private void complete(String name) throws IOException {
    Files.createDirectories(folder.resolve(name));
    Files.createFile(folder.resolve(name).resolve("_metadata"));
  }
}
