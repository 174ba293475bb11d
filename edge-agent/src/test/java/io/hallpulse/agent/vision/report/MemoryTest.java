package io.hallpulse.agent.vision.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.agent.vision.OpenCv;
import io.hallpulse.agent.vision.Pictures;
import io.hallpulse.agent.vision.Zone;
import io.hallpulse.agent.vision.face.BlazeFace;
import io.hallpulse.agent.vision.face.Face;
import io.hallpulse.agent.vision.face.FaceEmbedder;
import io.hallpulse.agent.vision.presence.Sight;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;

class MemoryTest {
  private static final Zone SEAT = new Zone(0.6, 0.05, 0.35, 0.6);

  /**
   * One matrix that is forgotten per look, of the smallest picture here, would be 38 MB at least.
   */
  @Test
  void looksLeaveNothingBehind() throws Exception {
    OpenCv.load();
    var sight = new Sight();
    var near = BlazeFace.near();
    var embedder = FaceEmbedder.dlib();
    var picture = Pictures.deskWithSomebody(150);
    var somebody = Pictures.somebody();
    var face = near.detect(somebody).get(0);
    for (int i = 0; i < 20; i++) {
      look(sight, near, embedder, face, picture, somebody);
    }
    double before = Memory.residentMegabytes();
    for (int i = 0; i < 150; i++) {
      look(sight, near, embedder, face, picture, somebody);
    }

    assertThat(Memory.residentMegabytes() - before).isLessThan(10);
  }

  private static void look(
      Sight sight, BlazeFace near, FaceEmbedder embedder, Face face, Mat picture, Mat somebody) {
    sight.atSeat(picture, SEAT);
    near.detect(somebody);
    embedder.embed(somebody, face);
  }
}
