package io.hallpulse.agent.vision.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.agent.vision.OpenCv;
import io.hallpulse.agent.vision.Pictures;
import io.hallpulse.agent.vision.face.FaceVisit.Answer;
import io.hallpulse.agent.vision.template.Consent;
import io.hallpulse.agent.vision.template.ConsentBook;
import io.hallpulse.agent.vision.template.TemplateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** From a picture to who it is, with the models that come with the program. */
class FaceVisitTest {
  private static final Instant NINE = Instant.parse("2026-03-02T01:00:00Z");

  private static FaceDesk desk;
  private static FaceEmbedder embedder;

  @TempDir private Path home;

  @BeforeAll
  static void load() {
    OpenCv.load();
    embedder = FaceEmbedder.dlib();
    desk = new FaceDesk(BlazeFace.near(), embedder, Liveness.NONE);
  }

  /** Her nose points to her left; the mirror image looks to the right. */
  @Test
  void aVisitorWhoAgreedIsKnownAtTheSecondVisit() throws Exception {
    var consents = new ConsentBook(home);
    var store = new TemplateStore(home, embedder.modelHash(), Duration.ofDays(90), false, consents);
    Known known =
        seen ->
            store.match(seen, embedder.samePerson(), 0.05).map(TemplateStore.Match::visitorToken);
    var first = visited(Pictures.somebody());
    assertThat(first.visitor(known)).isEmpty();

    consents.give(
        Consent.given(
            "v1",
            LocalDate.of(1990, 1, 1),
            Optional.empty(),
            "2026-1",
            "kiosk-1",
            NINE,
            LocalDate.of(2026, 3, 2)));
    store.enrol("v1", first.template(), NINE);

    assertThat(visited(Pictures.somebody()).visitor(known)).contains("v1");
  }

  @Test
  void withoutALivenessModelTheVisitorIsAskedToTurn() {
    var visit = new FaceVisit(desk, always(true));

    assertThat(visit.look(jpeg(Pictures.somebody()), NINE)).isEqualTo(Answer.TURN_LEFT);
    assertThat(visit.look(jpeg(Pictures.somebody()), NINE.plusSeconds(1)))
        .isEqualTo(Answer.TURN_LEFT);
    assertThatThrownBy(visit::template).hasMessageContaining("yet");
    assertThat(visit.look(jpeg(Pictures.somebody()), NINE.plusSeconds(11)))
        .isEqualTo(Answer.REFUSED);
  }

  @Test
  void whoTurnsTheWrongWayIsRefused() {
    var visit = new FaceVisit(desk, always(true));
    visit.look(jpeg(Pictures.somebody()), NINE);

    assertThat(visit.look(jpeg(mirrored(Pictures.somebody())), NINE.plusSeconds(1)))
        .isEqualTo(Answer.REFUSED);
  }

  @Test
  void aModelMayDecideInsteadOfAChallenge() {
    var live = new FaceDesk(BlazeFace.near(), embedder, (bgr, face) -> Liveness.Verdict.LIVE);
    var fake = new FaceDesk(BlazeFace.near(), embedder, (bgr, face) -> Liveness.Verdict.NOT_LIVE);

    assertThat(new FaceVisit(live, new Random(1)).look(jpeg(Pictures.somebody()), NINE))
        .isEqualTo(Answer.DONE);
    assertThat(new FaceVisit(fake, new Random(1)).look(jpeg(Pictures.somebody()), NINE))
        .isEqualTo(Answer.REFUSED);
  }

  @Test
  void nobodyAndSeveralAndFarAwayAreTold() {
    var visit = new FaceVisit(desk, new Random(1));

    assertThat(visit.look(jpeg(Pictures.desk()), NINE)).isEqualTo(Answer.NOBODY);
    assertThat(visit.look(jpeg(Pictures.people(6)), NINE)).isEqualTo(Answer.SEVERAL);
    assertThat(visit.look(jpeg(smaller(Pictures.somebody())), NINE)).isEqualTo(Answer.COME_NEARER);
    assertThatThrownBy(() -> visit.look(new byte[100], NINE)).hasMessageContaining("no picture");
  }

  private static FaceVisit visited(Mat picture) {
    var visit = new FaceVisit(desk, always(false));
    assertThat(visit.look(jpeg(picture), NINE)).isEqualTo(Answer.TURN_RIGHT);
    assertThat(visit.look(jpeg(mirrored(picture)), NINE.plusSeconds(1)))
        .isEqualTo(Answer.TURN_BACK);
    assertThat(visit.look(jpeg(picture), NINE.plusSeconds(2))).isEqualTo(Answer.DONE);
    return visit;
  }

  private static RandomGenerator always(boolean left) {
    return () -> left ? -1L : 0L;
  }

  private static Mat mirrored(Mat picture) {
    var mirrored = new Mat();
    Core.flip(picture, mirrored, 1);
    return mirrored;
  }

  private static Mat smaller(Mat picture) {
    var smaller = new Mat();
    Imgproc.resize(picture, smaller, new Size(250, 357), 0, 0, Imgproc.INTER_AREA);
    return smaller;
  }

  private static byte[] jpeg(Mat picture) {
    var packed = new MatOfByte();
    Imgcodecs.imencode(".jpg", picture, packed);
    return packed.toArray();
  }
}
