package io.hallpulse.agent;

import io.hallpulse.agent.hall.HallKeeper;
import io.hallpulse.agent.hall.HallKeeper.Command;
import io.hallpulse.agent.hall.Plan;
import io.hallpulse.agent.hall.Urgency;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the agent writes of its own accord: nobody waits for the answer, a refusal is logged. */
record OwnEvents(HallKeeper keeper) {
  private static final Logger LOG = LoggerFactory.getLogger(OwnEvents.class);

  void write(Urgency urgency, Event.Builder event) {
    run(urgency, (state, now) -> new Plan<>(List.of(event), null, () -> true));
  }

  /** A nearly full disk is told while there is room to tell it, once a day. */
  void tellOfFullDisk(String deviceId) {
    var refuses = keeper.refuses();
    if (refuses.isEmpty() || refuses.contains(Urgency.HEARTBEATS) || !isOpen()) {
      return;
    }
    var detail = "too little room for what cameras see; tickets are refused last";
    if (!keeper.state().isTold("DISK_FILLING", detail)) {
      write(
          Urgency.HEARTBEATS,
          Event.newBuilder()
              .setKind(EventKind.DEVICE_FAULT)
              .setDeviceId(deviceId)
              .setCode("DISK_FILLING")
              .setDetail(detail));
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a refusal is logged
  void run(Urgency urgency, Command<Boolean> command) {
    keeper
        .run(urgency, command)
        .whenComplete(
            (yes, failure) -> {
              if (failure != null) {
                LOG.warn("Not written: {}", failure.getMessage());
              }
            });
  }

  /** Whether anything is taken at all. */
  boolean isOpen() {
    return keeper.isAvailable() && !keeper.isFenced();
  }
}
