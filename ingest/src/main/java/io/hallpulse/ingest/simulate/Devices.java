package io.hallpulse.ingest.simulate;

import io.hallpulse.schemas.event.EventKind;
import java.util.function.BooleanSupplier;

/**
 * What a hall's devices report by themselves: heartbeats, cameras at the counters and in the
 * waiting area. Before {@code denseFrom} they report less often.
 */
final class Devices {
  private final Floor floor;
  private final Chance chance;
  private final long denseFrom;
  private final long end;

  Devices(Floor floor, Chance chance, long denseFrom, long end) {
    this.floor = floor;
    this.chance = chance;
    this.denseFrom = denseFrom;
    this.end = end;
  }

  void start() {
    every(chance.seconds(0, 5), 5, 300, this::heartbeat);
    every(chance.seconds(0, 60), 60, 300, this::lookAtWaitingArea);
    for (var desk : floor.desks) {
      var camera = new Camera(desk);
      every(chance.seconds(0, 60), 60, 150, camera::look);
      desk.onPresenceChange(() -> floor.agenda.in(3 * Agenda.SECOND, camera::look));
      planTablet(desk.plan().counterId());
    }
    floor.agenda.at(end - Agenda.SECOND, this::heartbeat);
  }

  /** On some days a counter's tablet loses its connection for a while. */
  private void planTablet(String counterId) {
    if (!chance.in(floor.hall.troubles().tabletOutages())) {
      return;
    }
    long from = floor.start() + chance.seconds(3_600, 80_000);
    floor.agenda.at(from, () -> floor.journal.holdBack(counterId));
    floor.agenda.at(from + chance.seconds(180, 1_800), () -> floor.journal.takeBack(counterId));
  }

  private void every(long phase, long denseSeconds, long thinSeconds, Runnable action) {
    long first = floor.agenda.now() + phase;
    floor.agenda.at(first, () -> repeat(first, denseSeconds, thinSeconds, action));
  }

  /** Acts and plans the next time, which keeps the device's own phase when reports become dense. */
  private void repeat(long first, long denseSeconds, long thinSeconds, Runnable action) {
    action.run();
    long now = floor.agenda.now();
    long dense = denseSeconds * Agenda.SECOND;
    long next = now + (now >= denseFrom ? dense : thinSeconds * Agenda.SECOND);
    if (now < denseFrom && next > denseFrom) {
      next = first + Math.floorDiv(denseFrom - first, dense) * dense + dense;
    }
    floor.agenda.at(next, () -> repeat(first, denseSeconds, thinSeconds, action));
  }

  private void heartbeat() {
    floor.journal.write(
        floor
            .journal
            .event(EventKind.HEARTBEAT)
            .setSpoolDepth(floor.journal.spooled())
            .setClockOffsetMs(floor.journal.clockOffsetMillis() + chance.between(-8, 8))
            .setLastSeq(floor.journal.lastSeq()));
  }

  private void lookAtWaitingArea() {
    int people = floor.waiting() + chance.between(0, 3);
    floor.journal.write(
        floor
            .journal
            .event(EventKind.QUEUE_OBSERVED)
            .setAreaId(floor.hall.hallId() + "-area1")
            .setPeople(people)
            .setCameraId(floor.hall.hallId() + "-area1-cam"));
  }

  /** The camera over one counter; now and then one is out for a while. */
  private final class Camera {
    private final Desk desk;
    private final String cameraId;
    private final BooleanSupplier out;

    Camera(Desk desk) {
      this.desk = desk;
      this.cameraId = desk.plan().counterId() + "-cam";
      this.out = planFault();
    }

    void look() {
      if (out.getAsBoolean() || !desk.isWatched()) {
        return;
      }
      boolean unsure = chance.in(0.01);
      boolean present = unsure ? chance.in(0.5) : desk.isAttended();
      int clerks = present ? 1 : 0;
      floor.journal.write(
          floor
              .journal
              .event(EventKind.POST_OBSERVED)
              .setCounterId(desk.plan().counterId())
              .setPresent(present)
              .setConfidence((unsure ? chance.between(30, 59) : chance.between(80, 99)) / 100.0)
              .setPeople(clerks + (desk.isServing() ? 1 : 0))
              .setCameraId(cameraId));
    }

    private BooleanSupplier planFault() {
      if (!chance.in(floor.hall.troubles().cameraOutages())) {
        return () -> false;
      }
      long from = floor.start() + chance.seconds(3_600, 80_000);
      long until = from + chance.seconds(1_200, 3_600);
      floor.agenda.at(
          from,
          () ->
              floor.journal.write(
                  floor
                      .journal
                      .event(EventKind.DEVICE_FAULT)
                      .setDeviceId(cameraId)
                      .setCode("CAMERA_OFFLINE")
                      .setDetail("no frames")));
      return () -> floor.agenda.now() >= from && floor.agenda.now() < until;
    }
  }
}
