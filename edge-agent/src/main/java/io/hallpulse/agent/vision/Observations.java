package io.hallpulse.agent.vision;

import java.time.Instant;

/** Where what was seen goes. Called from the cameras' threads, one at a time per camera. */
public interface Observations {
  /** POST_OBSERVED: whether somebody is at a counter. */
  record PostObserved(
      Instant at,
      String counterId,
      boolean present,
      double confidence,
      int people,
      String cameraId) {}

  /** QUEUE_OBSERVED: how many wait in an area. */
  record QueueObserved(Instant at, String areaId, int people, String cameraId) {}

  /** DEVICE_FAULT: a camera is lost or covered; what it watches is then unknown, never absent. */
  record CameraFault(Instant at, String cameraId, String code, String detail) {}

  void post(PostObserved observed);

  void queue(QueueObserved observed);

  void fault(CameraFault fault);
}
