package io.hallpulse.agent.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this device's cameras watch and what they told last; numbers, never a picture. */
@FunctionalInterface
public interface Cameras {
  Cameras NONE = List::of;

  /**
   * One of them.
   *
   * @param state WAITING until its first word, SEEING, or the code of its fault
   * @param problem of the fault, in words for an engineer
   */
  record Camera(
      String cameraId,
      String state,
      @Nullable String problem,
      List<Seat> seats,
      List<Area> areas) {}

  /**
   * A clerk's seat.
   *
   * @param zone x, y, width, height in shares of the picture
   * @param present null while it is unknown
   * @param at of the last word, ISO-8601
   */
  record Seat(
      String counterId,
      List<Double> zone,
      @Nullable Boolean present,
      @Nullable Double confidence,
      @Nullable String at) {}

  /**
   * Where people wait.
   *
   * @param people null while it is unknown
   */
  record Area(String areaId, List<Double> zone, @Nullable Integer people, @Nullable String at) {}

  List<Camera> cameras();
}
