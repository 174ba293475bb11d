package io.hallpulse.agent.vision.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hallpulse.agent.vision.OpenCv;
import io.hallpulse.agent.vision.face.BlazeFace;
import io.hallpulse.agent.vision.face.FaceEmbedder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceReportTest {
  @TempDir private Path directory;

  @Test
  void itTellsDistancesAndErrorsOfAFolder() throws Exception {
    OpenCv.load();
    var pictures = Path.of("models/node_modules/@vladmandic/face-api/demo");
    var list =
        Files.writeString(
            directory.resolve("pairs.tsv"),
            "# a remark\nsame\tsample3.jpg\tsample3.jpg\ndifferent\tsample3.jpg\tsample6.jpg\n");
    var out = new ByteArrayOutputStream();

    new FaceReport(BlazeFace.far(), FaceEmbedder.dlib(), pictures)
        .print(LabelledPairs.read(list), new PrintStream(out, true, UTF_8));

    assertThat(out.toString(UTF_8))
        .contains("same\tsample3.jpg\tsample3.jpg\t0.000")
        .contains("faces found: 2 of 2, 100.00 %")
        .containsPattern("0\\.50\\*\t0 of 1, 0\\.00 % \\(0\\.00 to 79\\.\\d+ %\\)");
  }

  @Test
  void aBadLineIsNamed() throws Exception {
    var list = Files.writeString(directory.resolve("pairs.tsv"), "same a.jpg b.jpg\n");

    assertThatThrownBy(() -> LabelledPairs.read(list)).hasMessageContaining("line 1");
  }

  /** Against the values in Wilson's own form, computed by hand. */
  @Test
  void aRateSaysHowSureItIs() {
    assertThat(new Rate(0, 10).high()).isCloseTo(0.2775, within(0.0001));
    assertThat(new Rate(5, 10).low()).isCloseTo(0.2366, within(0.0001));
    assertThat(new Rate(5, 10).high()).isCloseTo(0.7634, within(0.0001));
  }
}
