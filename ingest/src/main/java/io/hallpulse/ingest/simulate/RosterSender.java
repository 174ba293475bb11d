package io.hallpulse.ingest.simulate;

import io.hallpulse.ingest.Failure;
import io.hallpulse.ingest.ReferenceClient;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each day's rosters to serving before the day, once. */
final class RosterSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RosterSender.class);
  private static final long RETRY_SECONDS = 60;

  private final DemoDistrict district;
  private final Function<List<String>, ReferenceClient.Answer> serving;
  private final Set<LocalDate> sent = new HashSet<>();
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          action -> {
            var thread = new Thread(action, "rosters");
            thread.setDaemon(true);
            return thread;
          });

  RosterSender(DemoDistrict district, Function<List<String>, ReferenceClient.Answer> serving) {
    this.district = district;
    this.serving = serving;
  }

  /** Returns when serving has the day's rosters. */
  synchronized void send(LocalDate date) {
    if (!sent.contains(date)) {
      check(serving.apply(district.rosters(date)));
      sent.add(date);
    }
  }

  /** Sends them in the background, again and again until it succeeds. */
  void sendLater(LocalDate date) {
    background.execute(() -> sendOrRetry(date));
  }

  /** Refused reference data is a defect of the demo's district. */
  static void check(ReferenceClient.Answer answer) {
    if (!answer.rejected().isEmpty()) {
      throw new Failure(
          "Serving refuses the demo's reference data: line %d: %s"
              .formatted(answer.rejected().get(0).line(), answer.rejected().get(0).reason()));
    }
  }

  @Override
  public void close() {
    background.shutdownNow();
  }

  private void sendOrRetry(LocalDate date) {
    try {
      send(date);
    } catch (Failure e) {
      LOG.warn("Rosters of {} are not sent yet: {}", date, e.getMessage());
      background.schedule(() -> sendOrRetry(date), RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }
}
