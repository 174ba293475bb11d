package io.hallpulse.agent.vision;

import io.hallpulse.agent.vision.Observations.CameraFault;
import io.hallpulse.agent.vision.camera.CameraFeed;
import io.hallpulse.agent.vision.camera.Frame;
import io.hallpulse.agent.vision.presence.AreaWatch;
import io.hallpulse.agent.vision.presence.SeatWatch;
import io.hallpulse.agent.vision.presence.Sight;
import io.hallpulse.agent.vision.video.Picture;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;

/**
 * Looks at a camera's pictures: seats four times a second, areas once a second, and tells what it
 * sees. The picture is shown to those who watch live and is gone when the method returns.
 */
final class CameraWatch implements CameraFeed.Viewer {
  private static final Duration SEATS_EVERY = Duration.ofMillis(230);
  private static final Duration AREAS_EVERY = Duration.ofSeconds(1);

  private final CameraSettings camera;
  private final InstantSource clock;
  private final Observations observations;
  private final Consumer<Picture> live;
  private final Sight sight;
  private final List<SeatWatch> seats = new ArrayList<>();
  private final List<AreaWatch> areas = new ArrayList<>();
  private @Nullable Instant seatsLookedAt;
  private @Nullable Instant areasLookedAt;
  private String fault = "";

  CameraWatch(
      CameraSettings camera,
      Sight sight,
      InstantSource clock,
      Observations observations,
      Consumer<Picture> live) {
    this.camera = camera;
    this.clock = clock;
    this.observations = observations;
    this.live = live;
    this.sight = sight;
    camera.seats().forEach(seat -> seats.add(SeatWatch.of(seat.counterId(), camera.cameraId())));
    camera.areas().forEach(area -> areas.add(AreaWatch.of(area.areaId(), camera.cameraId())));
  }

  @Override
  public void see(Frame frame) {
    var bgr = frame.toMat();
    try {
      live.accept(new Picture(camera.cameraId(), bgr));
      look(bgr, frame.at());
    } finally {
      bgr.release();
    }
  }

  @Override
  public void lose(String why) {
    goBlind("CAMERA_LOST", why, clock.instant());
  }

  private void look(Mat bgr, Instant at) {
    boolean seatsDue = isDue(seatsLookedAt, SEATS_EVERY, at);
    boolean areasDue = isDue(areasLookedAt, AREAS_EVERY, at);
    if (!seatsDue && !areasDue) {
      return;
    }
    if (Sight.isCovered(bgr)) {
      goBlind("CAMERA_COVERED", "the picture has one colour", at);
      return;
    }
    fault = "";
    if (seatsDue) {
      seatsLookedAt = at;
      lookAtSeats(bgr, at);
    }
    if (areasDue) {
      areasLookedAt = at;
      lookAtAreas(bgr, at);
    }
  }

  private void lookAtSeats(Mat bgr, Instant at) {
    for (int i = 0; i < seats.size(); i++) {
      int people = sight.atSeat(bgr, camera.seats().get(i).zone());
      var step = seats.get(i).seeing(at, people);
      seats.set(i, step.next());
      step.told().ifPresent(observations::post);
    }
  }

  private void lookAtAreas(Mat bgr, Instant at) {
    for (int i = 0; i < areas.size(); i++) {
      int people = sight.inArea(bgr, camera.areas().get(i).zone());
      var step = areas.get(i).seeing(at, people);
      areas.set(i, step.next());
      step.told().ifPresent(observations::queue);
    }
  }

  private void goBlind(String code, String detail, Instant at) {
    seats.replaceAll(SeatWatch::blind);
    areas.replaceAll(AreaWatch::blind);
    seatsLookedAt = null;
    areasLookedAt = null;
    if (!fault.equals(code)) {
      fault = code;
      observations.fault(new CameraFault(at, camera.cameraId(), code, detail));
    }
  }

  private static boolean isDue(@Nullable Instant last, Duration every, Instant at) {
    return last == null || at.isBefore(last) || !at.isBefore(last.plus(every));
  }
}
