package io.hallpulse.agent.vision.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.agent.vision.OpenCv;
import io.hallpulse.agent.vision.Pictures;
import io.hallpulse.agent.vision.Zone;
import io.hallpulse.agent.vision.face.BlazeFace;
import io.hallpulse.agent.vision.face.FaceEmbedder;
import io.hallpulse.agent.vision.presence.Sight;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * In a process of its own, whose heap is all touched at its start: what grows then is native
 * memory, which no garbage collector looks after.
 */
class MemoryTest {
  private static final Zone SEAT = new Zone(0.6, 0.05, 0.35, 0.6);
  private static final int LOOKS = 300;

  /** One matrix that is forgotten per look, of the smallest picture here, would be 57 MB. */
  @Test
  void looksLeaveNothingBehind() throws Exception {
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
                MemoryTest.class.getName())
            .redirectErrorStream(true)
            .start();
    var words = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(words).isZero();
    var grown = words.lines().filter(line -> line.startsWith("grown ")).findFirst().orElseThrow();
    assertThat(Double.parseDouble(grown.substring(6))).isLessThan(25);
  }

  public static void main(String[] args) throws Exception {
    OpenCv.load();
    var sight = new Sight();
    var near = BlazeFace.near();
    var embedder = FaceEmbedder.dlib();
    var picture = Pictures.deskWithSomebody(150);
    var somebody = Pictures.somebody();
    var face = near.detect(somebody).get(0);
    double before = 0;
    for (int i = -LOOKS / 5; i < LOOKS; i++) {
      if (i == 0) {
        before = Memory.residentMegabytes();
      }
      sight.atSeat(picture, SEAT);
      near.detect(somebody);
      if (i % 5 == 0) {
        embedder.embed(somebody, face);
      }
    }
    System.out.println("grown " + (Memory.residentMegabytes() - before));
  }
}
