package io.hallpulse.agent.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.agent.vision.Observations.CameraFault;
import io.hallpulse.agent.vision.Observations.PostObserved;
import io.hallpulse.agent.vision.Observations.QueueObserved;
import io.hallpulse.agent.vision.camera.Frame;
import io.hallpulse.agent.vision.presence.Sight;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

class VisionTest implements Observations {
  private static final Instant NINE = Instant.parse("2026-03-02T01:00:00Z");

  private static final String CAMERAS =
      """
      {"cameras": [{"camera_id": "cam1", "source": "%s", "frames_per_second": 5,
        "seats": [{"counter_id": "c1", "zone": [0.25, 0.05, 0.45, 0.65]}],
        "areas": [{"area_id": "a1"}]}]}
      """;

  private final BlockingQueue<PostObserved> posts = new LinkedBlockingQueue<>();
  private final BlockingQueue<QueueObserved> queues = new LinkedBlockingQueue<>();
  private final BlockingQueue<CameraFault> faults = new LinkedBlockingQueue<>();

  @Test
  void aCoveredCameraIsAFaultAndNoAbsence() {
    var watch = watch();
    var black = new Mat(480, 640, CvType.CV_8UC3, new Scalar(5, 5, 5));
    show(watch, Pictures.deskWithSomebody(200), NINE, 20);
    show(watch, black, NINE.plusSeconds(5), 200);
    show(watch, black, NINE.plusSeconds(60), 10);

    assertThat(posts).extracting(PostObserved::present).containsExactly(true);
    assertThat(faults).extracting(CameraFault::code).containsExactly("CAMERA_COVERED");
  }

  @Test
  void aLostCameraIsToldOncePerLossAndNeverAbsent() {
    var watch = watch();
    show(watch, Pictures.deskWithSomebody(200), NINE, 20);
    watch.lose("no route to host");
    watch.lose("no route to host");
    show(watch, Pictures.desk(), NINE.plusSeconds(100), 5);
    watch.lose("no route to host");

    assertThat(posts).extracting(PostObserved::present).containsExactly(true);
    assertThat(faults).hasSize(2);
    assertThat(faults.peek().detail()).isEqualTo("no route to host");
  }

  @Test
  void aMistakeInTheFileOfCamerasIsNamed() {
    assertThat(CameraSettings.cameraOfCounter(CameraSettings.read(CAMERAS.formatted("a.mp4"))))
        .isEqualTo(Map.of("c1", "cam1"));
    assertThatThrownBy(() -> CameraSettings.read("{\"cameras\": [{\"source\": \"a.mp4\"}]}"))
        .hasMessageContaining("camera_id");
    assertThatThrownBy(
            () -> CameraSettings.read(CAMERAS.formatted("a.mp4").replace("0.45", "0.95")))
        .hasMessageContaining("within the picture");
    assertThatThrownBy(
            () -> CameraSettings.read(CAMERAS.formatted("a.mp4").replace("areas", "aeras")))
        .hasMessageContaining("aeras is unknown");
  }

  private CameraWatch watch() {
    OpenCv.load();
    var camera = CameraSettings.read(CAMERAS.formatted("none.mp4")).get(0);
    return new CameraWatch(camera, new Sight(), () -> NINE, this, picture -> {});
  }

  /** Four pictures a second. */
  private static void show(CameraWatch watch, Mat picture, Instant from, int times) {
    var bgr = new byte[640 * 480 * 3];
    picture.get(0, 0, bgr);
    for (int i = 0; i < times; i++) {
      watch.see(new Frame(640, 480, bgr, from.plusMillis(250L * i)));
    }
  }

  @Override
  public void post(PostObserved observed) {
    posts.add(observed);
  }

  @Override
  public void queue(QueueObserved observed) {
    queues.add(observed);
  }

  @Override
  public void fault(CameraFault fault) {
    faults.add(fault);
  }
}
