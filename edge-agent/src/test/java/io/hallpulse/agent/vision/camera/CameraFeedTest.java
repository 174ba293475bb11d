package io.hallpulse.agent.vision.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.agent.vision.Clips;
import io.hallpulse.agent.vision.Pictures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real ffmpeg. */
class CameraFeedTest implements CameraFeed.Viewer {
  private static final PictureFormat SMALL = new PictureFormat(160, 120, 10);

  private final BlockingQueue<Frame> seen = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> lost = new LinkedBlockingQueue<>();

  @TempDir private Path directory;

  @Test
  void aKilledDecoderIsStartedAgainAndTheCameraIsLostMeanwhile() throws Exception {
    var clip = Clips.of(directory, List.of(Pictures.desk()), 2);
    try (var feed = feed(clip.toString())) {
      feed.start();
      var first = next(seen);
      assertThat(first.bgr()).hasSize(160 * 120 * 3);

      ProcessHandle.of(feed.decoderPid()).orElseThrow().destroyForcibly();

      assertThat(next(lost)).isEqualTo("ffmpeg ended");
      seen.clear();
      assertThat(next(seen)).isNotNull();
    }
  }

  @Test
  void aCameraThatIsNotThereIsLostWithAReason() throws Exception {
    try (var feed = feed(directory.resolve("no-such.mp4").toString())) {
      feed.start();

      assertThat(next(lost)).contains("No such file");
    }
  }

  /** A camera whose network is cut still holds the connection. */
  @Test
  void aCameraThatOnlyStaysSilentIsLost() throws Exception {
    var pipe = directory.resolve("silent");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (var feed = feed(pipe.toString(), Duration.ofSeconds(1))) {
      feed.start();

      assertThat(next(lost)).isEqualTo("ffmpeg ended");
    }
  }

  @Test
  void waitsGrowAndComeBackAfterAGoodRun() {
    var wait = BackOff.FIRST;
    for (int i = 0; i < 10; i++) {
      wait = wait.afterRunning(Duration.ofSeconds(2)).longer();
    }

    assertThat(wait.next()).isEqualTo(Duration.ofMinutes(1));
    assertThat(wait.afterRunning(Duration.ofSeconds(31))).isEqualTo(BackOff.FIRST);
  }

  @Test
  void aSourceIsReadAsItShouldAndHidesItsPassword() {
    assertThat(new Source("rtsp://u:secret@10.0.0.9/stream1").input())
        .containsSubsequence("-rtsp_transport", "tcp", "-i");
    assertThat(new Source("rtsp://u:secret@10.0.0.9/stream1"))
        .hasToString("rtsp://***@10.0.0.9/stream1");
    assertThat(new Source("rtsp://admin:p@ss@10.0.0.3/")).hasToString("rtsp://***@10.0.0.3/");
    assertThat(new Source("/dev/video0").input()).startsWith("-f", "v4l2");
    assertThat(new Source("http://10.0.0.9/mjpeg").input()).doesNotContain("-re");
    assertThatThrownBy(() -> new Source("-f lavfi")).hasMessageContaining("-f lavfi");
  }

  private CameraFeed feed(String address) {
    return feed(address, Duration.ofSeconds(3));
  }

  private CameraFeed feed(String address, Duration silence) {
    return new CameraFeed(
        "cam1", new Source(address), SMALL, silence, InstantSource.system(), this);
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    var next = queue.poll(20, TimeUnit.SECONDS);
    assertThat(next).as("something within 20 s").isNotNull();
    return next;
  }

  @Override
  public void see(Frame frame) {
    seen.add(new Frame(frame.width(), frame.height(), frame.bgr().clone(), frame.at()));
  }

  @Override
  public void lose(String why) {
    lost.add(why);
  }
}
