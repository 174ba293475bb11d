package io.hallpulse.agent;

import io.hallpulse.agent.hall.Directory;
import io.hallpulse.agent.hall.Tickets;
import io.hallpulse.agent.hall.Urgency;
import io.hallpulse.agent.spool.Loss;
import io.hallpulse.agent.spool.Spool;
import io.hallpulse.agent.uplink.Downlink;
import io.hallpulse.agent.uplink.Publisher;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the clock makes the agent do: heartbeats, the day's end, a look at the disk, forgetting what
 * is old; and once, what its log has lost. For the loop.
 */
final class Chores {
  private static final Logger LOG = LoggerFactory.getLogger(Chores.class);
  private static final long SECOND = 1_000;
  private static final int QUIET_HEARTBEAT_SECONDS = 60;

  private final Vertx vertx;
  private final Settings settings;
  private final String deviceId;
  private final InstantSource clock;
  private final Supplier<Directory> directory;
  private final OwnEvents own;
  private final Spool spool;
  private final DiskStore store;
  private final Publisher publisher;
  private final Downlink downlink;
  private volatile List<String> losses = List.of();
  private long heartbeatDue;

  Chores(
      Vertx vertx,
      Settings settings,
      String deviceId,
      InstantSource clock,
      Supplier<Directory> directory,
      OwnEvents own,
      Spool spool,
      DiskStore store,
      Publisher publisher,
      Downlink downlink) {
    this.vertx = vertx;
    this.settings = settings;
    this.deviceId = deviceId;
    this.clock = clock;
    this.directory = directory;
    this.own = own;
    this.spool = spool;
    this.store = store;
    this.publisher = publisher;
    this.downlink = downlink;
  }

  void start() {
    vertx.setPeriodic(SECOND, timer -> everySecond());
    vertx.setPeriodic(60 * SECOND, timer -> everyMinute());
    reportLosses();
  }

  /** What damaged segments lost, in words; for as long as their remains are kept. */
  List<String> losses() {
    return losses;
  }

  private void everySecond() {
    if (!own.keeper().isAvailable()) {
      own.keeper().reopen();
    }
    vertx.executeBlocking(store::measure);
    own.tellOfFullDisk(deviceId);
    if (publisher.isConnected()) {
      heartbeatDue = Math.min(heartbeatDue, settings.heartbeatSeconds());
    }
    if (--heartbeatDue <= 0) {
      heartbeat();
    }
    endDay();
  }

  /** Without an uplink it moves nobody's time on, so it comes rarely. */
  private void heartbeat() {
    heartbeatDue = QUIET_HEARTBEAT_SECONDS;
    own.write(
        Urgency.HEARTBEATS,
        Event.newBuilder()
            .setKind(EventKind.HEARTBEAT)
            .setSpoolDepth(spool.depth())
            .setClockOffsetMs(downlink.offsetMillis())
            .setLastSeq(own.keeper().lastSeq() + 1));
  }

  /** Once a day has ended, who still waits from then is cancelled; mostly there is nobody. */
  private void endDay() {
    if (own.isOpen()) {
      own.run(Urgency.TICKETS, (state, now) -> new Tickets(state, directory.get()).endDay(now));
    }
  }

  private void everyMinute() {
    vertx.executeBlocking(
        () -> {
          long before =
              EventJson.micros(clock.instant()) - TimeUnit.DAYS.toMicros(settings.keptDays());
          spool.forget(before);
          return true;
        });
  }

  /** What a corrupt segment lost is told once, however often the agent starts. */
  private void reportLosses() {
    List<Loss> found;
    try {
      found = spool.losses();
    } catch (IOException e) {
      LOG.error("Cannot see whether segments are kept aside: {}", e.getMessage());
      return;
    }
    losses = found.stream().map(Loss::text).toList();
    for (var loss : found) {
      LOG.error("The store was damaged: {}", loss.text());
      if (!own.keeper().state().isTold("SPOOL_CORRUPT", loss.text())) {
        own.write(
            Urgency.TICKETS,
            Event.newBuilder()
                .setKind(EventKind.DEVICE_FAULT)
                .setDeviceId(deviceId)
                .setCode("SPOOL_CORRUPT")
                .setDetail(loss.text()));
      }
    }
  }
}
