package io.hallpulse.agent.vision.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.agent.vision.Pictures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * In a process of its own, whose heap is all touched at its start: what grows then is native
 * memory, which no garbage collector looks after.
 */
class MemoryTest {
  @TempDir private Path temp;

  /** One matrix of the picture that is forgotten per look would be 600 MB, a small one 57. */
  @Test
  void looksLeaveNothingBehind() throws Exception {
    var picture = temp.resolve("somebody.png").toString();
    assertThat(Imgcodecs.imwrite(picture, Pictures.somebody())).isTrue();
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "-Xms160m",
                "-Xmx160m",
                "-XX:+AlwaysPreTouch",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LeakRun.class.getName(),
                picture,
                "300")
            .redirectErrorStream(true)
            .start();
    var words = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(words).isZero();
    assertThat(words).contains("270 looks", "grown ");
  }
}
