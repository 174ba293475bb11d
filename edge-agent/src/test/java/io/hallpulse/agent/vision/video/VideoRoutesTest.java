package io.hallpulse.agent.vision.video;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.agent.vision.OpenCv;
import io.hallpulse.agent.vision.Pictures;
import io.hallpulse.agent.vision.face.BlazeFace;
import io.hallpulse.agent.vision.face.FaceEmbedder;
import io.hallpulse.schemas.grant.VideoLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;

@Timeout(60)
class VideoRoutesTest {
  private static final byte[] KEY = "the key of this agent's enrolment".getBytes(UTF_8);

  @TempDir private Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final ScheduledExecutorService camera = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger shown = new AtomicInteger();
  private VideoFeeds feeds;
  private HttpServer server;

  @BeforeAll
  static void load() {
    OpenCv.load();
  }

  @BeforeEach
  void start() throws Exception {
    feeds = await(VideoFeeds.start(vertx));
    var router = Router.router(vertx);
    var door = new VideoDoor(KEY, InstantSource.system());
    new VideoRoutes(vertx, feeds, Map.of("c1", "cam1"), door).mount(router);
    new OtherCameras(vertx, null, door, () -> {}).mount(router);
    server = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
  }

  @AfterEach
  void stop() throws Exception {
    camera.shutdownNow();
    assertThat(camera.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    await(feeds.close());
    await(vertx.close());
  }

  @Test
  void withoutAGoodLinkNothingIsSeen() throws Exception {
    var ended = new VideoLink("c1", "li.na", false, Instant.now().minusSeconds(1)).query(KEY);
    var forged = link("c1", false, 60).replace("clear=0", "clear=1");

    assertThat(get("/video/counters/c1/live.mjpeg").statusCode()).isEqualTo(403);
    assertThat(get("/video/counters/c1/hls/index.m3u8").statusCode()).isEqualTo(403);
    assertThat(get("/video/counters/c1/live.mjpeg?" + ended).body()).contains("the link ended at");
    assertThat(get("/video/counters/c1/live.mjpeg?" + forged).statusCode()).isEqualTo(403);
    assertThat(get("/video/counters/c2/live.mjpeg?" + link("c1", false, 60)).statusCode())
        .isEqualTo(403);
    assertThat(get("/video/counters/c2/live.mjpeg?" + link("c2", false, 60)).statusCode())
        .isEqualTo(404);
  }

  /** Measured by the program's own eyes, at the place where the face is. */
  @Test
  void nobodyIsKnownOnABlurredPictureAndEverybodyInTheClear() throws Exception {
    play(Pictures.somebody());
    var face = BlazeFace.near().detect(Pictures.somebody()).get(0);
    var embedder = FaceEmbedder.dlib();
    var known = embedder.embed(Pictures.somebody(), face);

    try (var viewer = new Viewer("/video/counters/c1/live.mjpeg?" + link("c1", false, 60))) {
      var blurred = embedder.embed(decoded(viewer.jpeg()), face);
      assertThat(known.distanceTo(blurred)).isGreaterThan(embedder.samePerson() + 0.1);
    }
    try (var viewer = new Viewer("/video/counters/c1/live.mjpeg?" + link("c1", true, 60))) {
      var clear = embedder.embed(decoded(viewer.jpeg()), face);
      assertThat(known.distanceTo(clear)).isLessThan(0.2);
    }
  }

  /** Brightness tells which picture it is. */
  @Test
  void aSlowViewerGetsTheNewestPicture() throws Exception {
    try (var slow = new Viewer("/video/counters/c1/live.mjpeg?" + link("c1", true, 60));
        var quick = new Viewer("/video/counters/c1/live.mjpeg?" + link("c1", true, 60))) {
      camera.execute(
          () -> {
            // Pictures of noise are large, so that the line of who does not read is soon full.
            for (int i = 0; i < 120; i++) {
              var noise = new Mat(480, 640, CvType.CV_8UC3);
              Core.randu(noise, 0, 255);
              noise.submat(new Rect(0, 0, 640, 60)).setTo(Scalar.all(i * 2));
              feeds.show(new Picture("cam1", noise));
              noise.release();
              shown.incrementAndGet();
            }
          });
      int last = -1;
      int read = 0;
      while (last < 119) {
        last = number(quick.jpeg());
        read++;
      }
      // The other one begins to read when all has been shown: its line held some of the first.
      int got = 1;
      int before = number(slow.jpeg());
      int newest = before;
      while (newest < 119) {
        newest = number(slow.jpeg());
        assertThat(newest).isGreaterThanOrEqualTo(before);
        before = newest;
        got++;
      }
      assertThat(shown).hasValue(120);
      assertThat(got).isLessThan(100);
      assertThat(read).isLessThanOrEqualTo(120);
    }
  }

  @Test
  void aLookEndsWithItsLink() throws Exception {
    play(Pictures.desk());
    try (var viewer = new Viewer("/video/counters/c1/live.mjpeg?" + link("c1", false, 2))) {
      int pictures = 0;
      try {
        while (true) {
          assertThat(decoded(viewer.jpeg()).empty()).isFalse();
          pictures++;
        }
      } catch (IOException end) {
        assertThat(end).hasMessageContaining("ended");
      }
      assertThat(pictures).isPositive();
    }
  }

  @Test
  void aWholeScreenIsHlsThatAnyPlayerReads() throws Exception {
    play(Pictures.somebody());
    var playlist = get("/video/counters/c1/hls/index.m3u8?" + link("c1", false, 60));
    assertThat(playlist.statusCode()).isEqualTo(200);
    var segment =
        playlist.body().lines().filter(line -> line.contains(".ts")).findFirst().orElseThrow();

    var bytes = getBytes("/video/counters/c1/hls/" + segment);

    assertThat(bytes.statusCode()).isEqualTo(200);
    var file = Files.write(directory.resolve("segment.ts"), bytes.body());
    var picture = directory.resolve("picture.png");
    var ffmpeg =
        new ProcessBuilder(
                "ffmpeg",
                "-nostdin",
                "-v",
                "error",
                "-i",
                file.toString(),
                "-frames:v",
                "1",
                picture.toString())
            .inheritIO()
            .start();
    assertThat(ffmpeg.waitFor()).isZero();
    var seen = Imgcodecs.imread(picture.toString());
    assertThat(seen.size()).isEqualTo(Pictures.somebody().size());
    assertThat(difference(seen, Pictures.somebody())).isGreaterThan(5);
    assertThat(
            get("/video/counters/c1/hls/" + segment.substring(0, segment.indexOf('?')))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void withoutPicturesHlsSaysSo() throws Exception {
    var router = Router.router(vertx);
    var door = new VideoDoor(KEY, InstantSource.system());
    new VideoRoutes(vertx, feeds, Map.of("c1", "cam1"), door, Duration.ofMillis(500)).mount(router);
    server = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));

    var answer = get("/video/counters/c1/hls/index.m3u8?" + link("c1", false, 60));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("cam1 gives no pictures");
  }

  private void play(Mat picture) {
    var unused =
        camera.scheduleAtFixedRate(
            () -> feeds.show(new Picture("cam1", picture)), 0, 125, TimeUnit.MILLISECONDS);
  }

  private static int number(byte[] jpeg) {
    var picture = decoded(jpeg);
    return (int) Math.round(Core.mean(picture.submat(new Rect(0, 10, 640, 30))).val[0] / 2);
  }

  private static double difference(Mat one, Mat other) {
    var difference = new Mat();
    Core.absdiff(one, other, difference);
    return Core.mean(difference).val[0];
  }

  private static Mat decoded(byte[] jpeg) {
    return Imgcodecs.imdecode(new MatOfByte(jpeg), Imgcodecs.IMREAD_COLOR);
  }

  private static String link(String counter, boolean clear, int seconds) {
    return new VideoLink(counter, "li.na", clear, Instant.now().plusSeconds(seconds)).query(KEY);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient().send(request(path), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<byte[]> getBytes(String path) throws Exception {
    return HttpClient.newHttpClient().send(request(path), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d%s".formatted(server.actualPort(), path)))
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** A browser with a short line, reading picture by picture. */
  private final class Viewer implements AutoCloseable {
    private final Socket socket = new Socket();
    private final DataInputStream in;

    Viewer(String path) throws IOException {
      socket.setReceiveBufferSize(16 * 1024);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
      socket
          .getOutputStream()
          .write("GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n".formatted(path).getBytes(US_ASCII));
      in = new DataInputStream(socket.getInputStream());
      int before = feeds.viewers();
      // The routes answer on their own thread.
      while (feeds.viewers() == before && before == 0) {
        Thread.onSpinWait();
      }
    }

    byte[] jpeg() throws IOException {
      var head = new StringBuilder();
      while (true) {
        int next = in.read();
        if (next < 0) {
          throw new IOException("The stream ended");
        }
        head.append((char) next);
        int at = head.indexOf("Content-Length: ");
        if (at >= 0 && head.toString().endsWith("\r\n\r\n")) {
          var jpeg = new byte[Integer.parseInt(head.substring(at + 16).strip())];
          in.readFully(jpeg);
          return jpeg;
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
