package io.hallpulse.agent.vision.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.agent.vision.OpenCv;
import io.hallpulse.agent.vision.Pictures;
import io.hallpulse.agent.vision.Zone;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

class SightTest {
  private static final Zone SEAT = new Zone(0.25, 0.05, 0.45, 0.65);

  private static Sight sight;

  @BeforeAll
  static void load() {
    OpenCv.load();
    sight = new Sight();
  }

  @Test
  void anEmptySeatIsEmpty() {
    assertThat(sight.atSeat(Pictures.desk(), SEAT)).isZero();
  }

  @Test
  void somebodyAtTheDeskIsSeen() {
    assertThat(sight.atSeat(Pictures.deskWithSomebody(200), SEAT)).isEqualTo(1);
  }

  /** A clerk who reads a paper has no face for the camera. */
  @Test
  void somebodyWhoseFaceIsHiddenIsSeenByTheOutline() {
    var picture = Pictures.deskWithSomebody(200);
    Imgproc.rectangle(picture, new Rect(272, 92, 80, 70), new Scalar(60, 60, 70), -1);

    assertThat(sight.atSeat(picture, SEAT)).isEqualTo(1);
  }

  @Test
  void somebodyBesideTheSeatIsNotAtIt() {
    assertThat(sight.atSeat(Pictures.deskWithSomebody(0), new Zone(0.55, 0.05, 0.4, 0.65)))
        .isZero();
  }

  @Test
  void peopleOfARoomAreCounted() {
    assertThat(sight.inArea(Pictures.people(5), Zone.ALL)).isEqualTo(5);
    assertThat(sight.inArea(Pictures.desk(), Zone.ALL)).isZero();
  }

  @Test
  void aCoveredLensIsNoticed() {
    var black = new Mat(480, 640, CvType.CV_8UC3, new Scalar(6, 5, 7));

    assertThat(Sight.isCovered(black)).isTrue();
    assertThat(Sight.isCovered(Pictures.desk())).isFalse();
  }
}
