package io.hallpulse.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path folder;

  @Test
  void theLastLinesComeInTheirOrder() throws IOException {
    var log = new LogFile(folder.resolve("kafka.log"));
    Files.writeString(log.path(), "一\n二\n三\n");

    assertThat(log.lastLines(2)).containsExactly("二", "三");
    assertThat(log.lastLines(10)).hasSize(3);
  }

  @Test
  void aLogThatWasNeverWrittenHasNoLines() throws IOException {
    assertThat(new LogFile(folder.resolve("none.log")).lastLines(5)).isEmpty();
  }

  @Test
  void aLongLogIsPutAsideAndAShortOneKept() throws IOException {
    var log = new LogFile(folder.resolve("kafka.log"));
    Files.writeString(log.path(), "short");
    log.rotate();
    assertThat(log.path()).exists();

    try (var file = new RandomAccessFile(log.path().toFile(), "rw")) {
      file.setLength(21L * 1024 * 1024);
    }
    log.rotate();

    assertThat(log.path()).doesNotExist();
    assertThat(folder.resolve("kafka.log.1")).exists();
  }
}
