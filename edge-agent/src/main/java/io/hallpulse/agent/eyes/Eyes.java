package io.hallpulse.agent.eyes;

import io.hallpulse.agent.device.Cameras;
import io.hallpulse.agent.device.Faces;
import io.hallpulse.agent.device.NoFaces;
import io.hallpulse.agent.vision.CameraSettings;
import io.hallpulse.agent.vision.Vision;
import io.hallpulse.agent.vision.face.Liveness;
import io.hallpulse.agent.vision.video.VideoDoor;
import io.hallpulse.agent.vision.video.VideoFeeds;
import io.hallpulse.agent.vision.video.VideoRoutes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device's cameras and faces, as far as its settings name them. What fails here is told and ends
 * here: a hall without eyes goes on.
 */
public final class Eyes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Eyes.class);
  private static final long SWEEP_MILLIS = TimeUnit.HOURS.toMillis(1);

  private final Vertx vertx;
  private final List<CameraSettings> settings;
  private final CameraBook book;
  private final Faces faces;
  private final @Nullable VideoFeeds video;
  private final @Nullable Vision vision;

  private Eyes(
      Vertx vertx,
      List<CameraSettings> settings,
      CameraBook book,
      Faces faces,
      @Nullable VideoFeeds video,
      @Nullable Vision vision) {
    this.vertx = vertx;
    this.settings = settings;
    this.book = book;
    this.faces = faces;
    this.video = video;
    this.vision = vision;
  }

  /**
   * Opens them, and begins to look; takes seconds where models are read.
   *
   * @param folder of the device; faces lie in one of their own below it
   * @param faces null for none
   */
  public static Eyes open(
      Vertx vertx,
      Path folder,
      List<CameraSettings> cameras,
      @Nullable FaceSettings faces,
      InstantSource clock,
      Told told)
      throws InterruptedException {
    var book = new CameraBook(cameras, told);
    VideoFeeds video = null;
    Vision vision = null;
    if (!cameras.isEmpty()) {
      try {
        video = await(VideoFeeds.start(vertx));
        vision = Vision.start(cameras, clock, book, video::show);
        LOG.info("Looks through {} cameras", cameras.size());
      } catch (IOException | IllegalStateException | LinkageError e) {
        // All that they watch stays unknown, which is true.
        LOG.error("No camera can be looked through here", e);
      }
    }
    return new Eyes(vertx, cameras, book, faces(folder, faces, clock, vertx), video, vision);
  }

  private static Faces faces(
      Path folder, @Nullable FaceSettings settings, InstantSource clock, Vertx vertx) {
    if (settings == null) {
      return Faces.NONE;
    }
    try {
      var faces = new HallFaces(folder.resolve("faces"), settings, Liveness.NONE, clock);
      vertx.setPeriodic(SWEEP_MILLIS, timer -> sweep(faces, vertx));
      LOG.info("Faces are on: {}", faces.state());
      return faces;
    } catch (IOException | IllegalStateException | IllegalArgumentException | LinkageError e) {
      LOG.error("Faces are wanted and cannot be had; cards and codes go on", e);
      return new NoFaces(String.valueOf(e.getMessage()));
    }
  }

  private static void sweep(HallFaces faces, Vertx vertx) {
    vertx
        .executeBlocking(faces::sweep, false)
        .onSuccess(
            over -> {
              if (over > 0) {
                LOG.info("{} faces were kept long enough and are deleted", over);
              }
            })
        .onFailure(failure -> LOG.error("Faces whose time is over cannot be deleted", failure));
  }

  public Faces faces() {
    return faces;
  }

  public Cameras cameras() {
    return book;
  }

  /** Whether anything can be watched live. */
  public boolean hasVideo() {
    return video != null;
  }

  /** What this device's cameras show, for those whom the door lets in. */
  public void mountVideo(Router router, VideoDoor door) {
    if (video != null) {
      new VideoRoutes(vertx, video, CameraSettings.cameraOfCounter(settings), door).mount(router);
    }
  }

  private static <T> T await(Future<T> future) throws IOException, InterruptedException {
    try {
      return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Live video cannot be prepared: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (vision != null) {
      vision.close();
    }
    if (video != null) {
      await(video.close());
    }
  }
}
