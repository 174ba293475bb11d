package io.hallpulse.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path folder;

  @ParameterizedTest
  @CsvSource({"17.0.15,17", "25,25", "26-ea,26", "\"24.0.1\",24", "1.8.0_402,8"})
  void theFeatureIsReadFromAVersion(String version, int feature) {
    assertThat(Jdk.feature(version)).hasValue(feature);
  }

  @Test
  void aVersionThatIsNoneIsNoJdk() {
    assertThat(Jdk.feature("")).isEmpty();
  }

  @Test
  void javaHomeIsFound() throws IOException {
    Path home = installed("jdk-99", "99.0.1");

    assertThat(Jdk.installed(Map.of("JAVA_HOME", home.toString())))
        .contains(new Jdk(home.toRealPath(), 99));
  }

  @Test
  void aFolderWithoutJavaIsNoJdk() throws IOException {
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"99\"\n");

    assertThat(Jdk.at(folder)).isEmpty();
  }

  @Test
  void theOldestThatIsNewEnoughIsTaken() {
    var installed = List.of(new Jdk(folder, 26), new Jdk(folder, 17), new Jdk(folder, 25));

    assertThat(Jdk.atLeast(24, installed)).hasValue(new Jdk(folder, 25));
    assertThat(Jdk.atLeast(27, installed)).isEmpty();
  }

  private Path installed(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    return home;
  }
}
