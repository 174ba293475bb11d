package io.hallpulse.agent.eyes;

import io.hallpulse.agent.device.Cameras;
import io.hallpulse.agent.vision.CameraSettings;
import io.hallpulse.agent.vision.Observations;
import io.hallpulse.agent.vision.Zone;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes events of what the cameras saw, and remembers the last word of each for whoever looks after
 * them. With a camera's fault all that it watches is unknown.
 */
final class CameraBook implements Observations, Cameras {
  private static final CameraFault NO_FAULT = new CameraFault(Instant.EPOCH, "", "SEEING", "");

  private final List<CameraSettings> settings;
  private final Told told;
  private final Map<String, PostObserved> posts = new ConcurrentHashMap<>();
  private final Map<String, QueueObserved> areas = new ConcurrentHashMap<>();
  private final Map<String, CameraFault> states = new ConcurrentHashMap<>();

  CameraBook(List<CameraSettings> settings, Told told) {
    this.settings = List.copyOf(settings);
    this.told = told;
  }

  @Override
  public void post(PostObserved seen) {
    states.put(seen.cameraId(), NO_FAULT);
    posts.put(seen.counterId(), seen);
    told.tell(
        Event.newBuilder()
            .setKind(EventKind.POST_OBSERVED)
            .setCounterId(seen.counterId())
            .setPresent(seen.present())
            .setConfidence(seen.confidence())
            .setPeople(seen.people())
            .setCameraId(seen.cameraId()));
  }

  @Override
  public void queue(QueueObserved seen) {
    states.put(seen.cameraId(), NO_FAULT);
    areas.put(seen.areaId(), seen);
    told.tell(
        Event.newBuilder()
            .setKind(EventKind.QUEUE_OBSERVED)
            .setAreaId(seen.areaId())
            .setPeople(seen.people())
            .setCameraId(seen.cameraId()));
  }

  @Override
  public void fault(CameraFault fault) {
    states.put(fault.cameraId(), fault);
    posts.values().removeIf(seen -> seen.cameraId().equals(fault.cameraId()));
    areas.values().removeIf(seen -> seen.cameraId().equals(fault.cameraId()));
    told.tell(
        Event.newBuilder()
            .setKind(EventKind.DEVICE_FAULT)
            .setDeviceId(fault.cameraId())
            .setCode(fault.code())
            .setDetail(fault.detail()));
  }

  @Override
  public List<Camera> cameras() {
    return settings.stream().map(this::camera).toList();
  }

  private Camera camera(CameraSettings camera) {
    var state = states.get(camera.cameraId());
    return new Camera(
        camera.cameraId(),
        state == null ? "WAITING" : state.code(),
        state == null || state.equals(NO_FAULT) ? null : state.detail(),
        camera.seats().stream().map(this::seat).toList(),
        camera.areas().stream().map(this::area).toList());
  }

  private Seat seat(CameraSettings.Seat seat) {
    var seen = posts.get(seat.counterId());
    return new Seat(
        seat.counterId(),
        numbers(seat.zone()),
        seen == null ? null : seen.present(),
        seen == null ? null : seen.confidence(),
        seen == null ? null : seen.at().toString());
  }

  private Area area(CameraSettings.Area area) {
    var seen = areas.get(area.areaId());
    return new Area(
        area.areaId(),
        numbers(area.zone()),
        seen == null ? null : seen.people(),
        seen == null ? null : seen.at().toString());
  }

  private static List<Double> numbers(Zone zone) {
    return List.of(zone.x(), zone.y(), zone.width(), zone.height());
  }
}
