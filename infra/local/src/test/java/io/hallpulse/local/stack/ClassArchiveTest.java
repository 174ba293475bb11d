package io.hallpulse.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start is only slower without an archive: whatever keeps one from being written is no error. */
class ClassArchiveTest {
  private static final long OWN = ProcessHandle.current().pid();

  @TempDir private Path folder;

  @Test
  void aTargetThatCannotBeWrittenToIsNoFailure() throws IOException {
    var noFolder = Files.createFile(folder.resolve("target"));
    assertThatCode(() -> new ClassArchive(noFolder).writeFrom(OWN)).doesNotThrowAnyException();
    assertThat(noFolder).isEmptyFile();
  }

  @Test
  void aTargetWithoutLibrariesIsNoFailure() throws IOException {
    var old = Files.createFile(folder.resolve("classes.jsa"));
    assertThatCode(() -> new ClassArchive(folder).writeFrom(OWN)).doesNotThrowAnyException();
    assertThat(old).isEmptyFile();
  }
}
