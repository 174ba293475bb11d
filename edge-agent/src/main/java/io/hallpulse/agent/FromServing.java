package io.hallpulse.agent;

import io.hallpulse.agent.hall.Plan;
import io.hallpulse.agent.hall.Urgency;
import io.hallpulse.agent.hall.Withdrawal;
import io.hallpulse.agent.uplink.Downlink;
import io.hallpulse.agent.uplink.Told;
import io.vertx.core.Context;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in what serving tells while the hall is open: what is new, and that this device is out. */
final class FromServing implements Downlink.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(FromServing.class);

  private final Context loop;
  private final OwnEvents own;
  private final Consumer<Told> takeIn;
  private final FaceBook faces;
  private final Runnable whenReached;

  /** Where faces are forgotten. */
  interface FaceBook {
    boolean forget(String visitorToken) throws IOException;
  }

  /**
   * @param takeIn what the hall is now; told on the loop
   * @param whenReached serving is there; not on the loop
   */
  FromServing(
      Context loop, OwnEvents own, Consumer<Told> takeIn, FaceBook faces, Runnable whenReached) {
    this.loop = loop;
    this.own = own;
    this.takeIn = takeIn;
    this.faces = faces;
    this.whenReached = whenReached;
  }

  @Override
  public void told(Told told) {
    loop.runOnContext(
        nothing -> {
          takeIn.accept(told);
          takeBack(told.withdrawals());
          own.keeper().touch();
        });
    whenReached.run();
  }

  @Override
  public void fenced(String why) {
    loop.runOnContext(
        nothing -> {
          if (!own.keeper().isFenced()) {
            LOG.error("Fenced, nothing more is taken: {}", why);
            own.keeper().fence();
            own.keeper().touch();
          }
        });
  }

  /** What was agreed to and taken back elsewhere counts no longer here; on the loop. */
  void takeBack(List<Withdrawal> withdrawals) {
    if (withdrawals.isEmpty() || !own.isOpen()) {
      return;
    }
    for (var ended : own.keeper().state().endedBy(withdrawals)) {
      own.run(
          Urgency.TICKETS, (state, now) -> new Plan<>(List.of(), ended.takenBack(now), () -> true));
      if ("FACE".equals(ended.about())) {
        var token = String.valueOf(ended.visitorToken());
        loop.executeBlocking(() -> faces.forget(token), false)
            .onFailure(failure -> LOG.error("A face could not be forgotten", failure));
      }
    }
  }
}
