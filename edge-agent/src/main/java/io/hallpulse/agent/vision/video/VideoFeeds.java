package io.hallpulse.agent.vision.video;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the cameras' pictures to those who watch. Without viewers it does nothing: no picture is
 * blurred, packed or kept.
 */
public final class VideoFeeds {
  private static final Logger LOG = LoggerFactory.getLogger(VideoFeeds.class);

  /** So long after the last request nobody watches HLS any more. */
  private static final long IDLE_NANOS = Duration.ofSeconds(20).toNanos();

  private static final int JPEG_QUALITY = 70;

  private final HlsStore hls;
  private final Map<View, Set<MjpegViewer>> viewers = new ConcurrentHashMap<>();
  private final Map<View, Long> hlsAskedFor = new ConcurrentHashMap<>();
  private final Map<View, HlsEncoder> encoders = new ConcurrentHashMap<>();

  private VideoFeeds(HlsStore hls) {
    this.hls = hls;
  }

  public static Future<VideoFeeds> start(Vertx vertx) {
    return HlsStore.start(vertx).map(VideoFeeds::new);
  }

  public Future<Void> close() {
    encoders.values().forEach(HlsEncoder::close);
    encoders.clear();
    return hls.close();
  }

  /** Called by a camera's thread for each picture, which stays the camera's. */
  public void show(Picture picture) {
    show(new View(picture.cameraId(), false), picture.bgr());
    show(new View(picture.cameraId(), true), picture.bgr());
  }

  int viewers() {
    return viewers.values().stream().mapToInt(Set::size).sum();
  }

  void add(View view, MjpegViewer viewer) {
    viewers.computeIfAbsent(view, same -> new CopyOnWriteArraySet<>()).add(viewer);
  }

  void remove(View view, MjpegViewer viewer) {
    viewers.computeIfPresent(
        view,
        (same, all) -> {
          all.remove(viewer);
          return all.isEmpty() ? null : all;
        });
  }

  /** Empty while the encoder has not come that far; asking keeps it going. */
  Optional<byte[]> hlsFile(View view, String name) {
    hlsAskedFor.put(view, System.nanoTime());
    return hls.file(view, name);
  }

  private void show(View view, Mat bgr) {
    var watching = viewers.getOrDefault(view, Set.of());
    boolean asHls = isAskedFor(view);
    if (watching.isEmpty() && !asHls) {
      return;
    }
    var shown = view.clear() ? bgr.clone() : Blur.of(bgr);
    try {
      if (!watching.isEmpty()) {
        var jpeg = jpeg(shown);
        watching.forEach(viewer -> viewer.offer(jpeg));
      }
      if (asHls) {
        encode(view, shown);
      }
    } finally {
      shown.release();
    }
  }

  private boolean isAskedFor(View view) {
    var asked = hlsAskedFor.get(view);
    if (asked != null && System.nanoTime() - asked < IDLE_NANOS) {
      return true;
    }
    var idle = encoders.remove(view);
    if (idle != null) {
      idle.close();
      hls.forget(view);
    }
    return false;
  }

  private void encode(View view, Mat shown) {
    var encoder = encoders.get(view);
    if (encoder == null || !encoder.isAlive()) {
      try {
        encoder = new HlsEncoder(view, shown.cols(), shown.rows(), hls.target(view));
      } catch (IOException e) {
        LOG.error("Video of {} cannot be packed; is ffmpeg installed?", view, e);
        hlsAskedFor.remove(view);
        return;
      }
      encoders.put(view, encoder);
    }
    var bgr = new byte[shown.cols() * shown.rows() * 3];
    shown.get(0, 0, bgr);
    encoder.offer(bgr);
  }

  private static byte[] jpeg(Mat bgr) {
    var packed = new MatOfByte();
    var quality = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, JPEG_QUALITY);
    try {
      Imgcodecs.imencode(".jpg", bgr, packed, quality);
      return packed.toArray();
    } finally {
      packed.release();
      quality.release();
    }
  }
}
