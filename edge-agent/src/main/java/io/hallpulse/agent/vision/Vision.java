package io.hallpulse.agent.vision;

import io.hallpulse.agent.vision.camera.CameraFeed;
import io.hallpulse.agent.vision.presence.Sight;
import io.hallpulse.agent.vision.video.Picture;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The cameras of a hall. The agent's core starts it, and gets what the cameras see. */
public final class Vision implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final List<CameraFeed> feeds;

  private Vision(List<CameraFeed> feeds) {
    this.feeds = feeds;
  }

  /**
   * Begins to look through all cameras.
   *
   * @param live gets each picture, which it must not keep: {@code VideoFeeds::show}, or nothing
   */
  public static Vision start(
      List<CameraSettings> cameras,
      InstantSource clock,
      Observations observations,
      Consumer<Picture> live) {
    OpenCv.load();
    var sight = new Sight();
    var feeds = new ArrayList<CameraFeed>();
    for (var camera : cameras) {
      var watch = new CameraWatch(camera, sight, clock, observations, live);
      feeds.add(
          new CameraFeed(
              camera.cameraId(), camera.source(), camera.format(), SILENCE, clock, watch));
    }
    feeds.forEach(CameraFeed::start);
    return new Vision(List.copyOf(feeds));
  }

  @Override
  public void close() {
    feeds.forEach(CameraFeed::close);
  }
}
