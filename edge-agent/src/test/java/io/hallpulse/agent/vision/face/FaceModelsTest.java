package io.hallpulse.agent.vision.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.agent.vision.OpenCv;
import io.hallpulse.agent.vision.Pictures;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** The models that come with the program, on real pictures. */
class FaceModelsTest {
  private static FaceDetector near;
  private static FaceDetector far;
  private static FaceEmbedder embedder;

  @BeforeAll
  static void load() {
    OpenCv.load();
    near = BlazeFace.near();
    far = BlazeFace.far();
    embedder = FaceEmbedder.dlib();
  }

  @ParameterizedTest
  @CsvSource({"1,3", "2,3", "3,3", "4,4", "5,5", "6,4"})
  void everyFaceOfARoomIsFound(int picture, int people) {
    assertThat(far.detect(Pictures.people(picture))).hasSize(people);
  }

  @Test
  void anEmptyRoomHasNoFace() {
    assertThat(far.detect(Pictures.desk())).isEmpty();
    assertThat(near.detect(Pictures.desk())).isEmpty();
  }

  @Test
  void somebodyNearHasOneFaceWithItsPartsInPlace() {
    var faces = near.detect(Pictures.somebody());

    assertThat(faces).hasSize(1);
    var face = faces.get(0);
    assertThat(face.rightEye().x()).isLessThan(face.nose().x());
    assertThat(face.nose().x()).isLessThan(face.leftEye().x());
    assertThat(face.rightEye().y()).isLessThan(face.nose().y());
    assertThat(face.nose().y()).isLessThan(face.mouth().y());
    assertThat(face.box().y()).isLessThan(face.rightEye().y());
    assertThat(face.box().y() + face.box().height()).isGreaterThan(face.mouth().y());
  }

  @Test
  void aFaceStaysNearItselfInAnotherLightSizeAndTurn() {
    var picture = Pictures.somebody();
    var template = template(picture);

    var darker = new Mat();
    Core.multiply(picture, new org.opencv.core.Scalar(0.6, 0.65, 0.7), darker);
    var smaller = new Mat();
    Imgproc.resize(picture, smaller, new Size(350, 500), 0, 0, Imgproc.INTER_AREA);
    var turned = new Mat();
    var turn = Imgproc.getRotationMatrix2D(new Point(350, 500), 12, 1);
    Imgproc.warpAffine(picture, turned, turn, picture.size());

    for (var other : List.of(darker, smaller, turned)) {
      assertThat(template.distanceTo(template(other))).isLessThan(0.35);
    }
  }

  @Test
  void peopleBesideEachOtherAreFarApart() {
    var picture = Pictures.people(6);
    var templates =
        far.detect(picture).stream().map(face -> embedder.embed(picture, face)).toList();

    for (int i = 0; i < templates.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(templates.get(i).distanceTo(templates.get(j)))
            .as("%d and %d", i, j)
            .isGreaterThan(embedder.samePerson());
      }
    }
  }

  @Test
  void templatesOfTwoModelsAreNotCompared() {
    var one = new Template("a", new float[] {1, 2});
    var other = new Template("b", new float[] {1, 2});

    assertThatThrownBy(() -> one.distanceTo(other)).hasMessageContaining("two models");
  }

  @Test
  void aTemplateSaysNothingOfItsValues() {
    assertThat(new Template("hash", new float[] {0.123f})).hasToString("Template of model hash");
  }

  private static Template template(Mat picture) {
    return embedder.embed(picture, near.detect(picture).get(0));
  }
}
