package io.hallpulse.serving.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.schemas.live.LiveHall;
import io.hallpulse.serving.health.Components;
import io.hallpulse.serving.health.Health;
import io.hallpulse.serving.reference.Names;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Live records as clients see them: called by name, in JSON once for all who listen. */
@Singleton
final class LiveViews {
  private final LiveStore store;
  private final LiveAlerts alerts;
  private final Names names;
  private final Health health;
  private final Clock clock;
  private final ObjectMapper mapper;

  LiveViews(
      LiveStore store,
      LiveAlerts alerts,
      Names names,
      Health health,
      Clock clock,
      ObjectMapper mapper) {
    this.store = store;
    this.alerts = alerts;
    this.names = names;
    this.health = health;
    this.clock = clock;
    this.mapper = mapper;
  }

  Summary summary(Predicate<String> visible) {
    var halls =
        store.halls().stream()
            .filter(hall -> visible.test(hall.getHallId()))
            .map(hall -> now(hall))
            .toList();
    return new Summary(clock.instant(), health.now(), halls);
  }

  Optional<HallDetail> detail(String hallId) {
    return store
        .hall(hallId)
        .map(hall -> new HallDetail(now(hall), queues(hallId::equals), counters(hallId::equals)));
  }

  Components components() {
    return health.now();
  }

  /**
   * A beginning for who listens: the summary of what he may see, then every queue, counter, index
   * and open alarm of the halls that he wants.
   *
   * @param isWhole whether that is all there is; it says so at its end
   */
  List<Frame> snapshot(Predicate<String> visible, Predicate<String> wanted, boolean isWhole) {
    var frames = new ArrayList<Frame>();
    frames.add(Frame.ofServer("summary", json(summary(visible))));
    queues(wanted).forEach(queue -> frames.add(frame(queue)));
    counters(wanted).forEach(counter -> frames.add(frame(counter)));
    health(wanted).forEach(score -> frames.add(frame(score)));
    alerts.all().stream()
        .filter(alert -> alert.isOpen() && isWanted(alert, wanted))
        .forEach(alert -> frames.add(frame(alert)));
    if (isWhole) {
      frames.add(whole());
    }
    return frames;
  }

  Optional<Frame> frame(Changed changed) {
    return switch (changed.kind()) {
      case HALL -> store.hall(changed.id()).map(hall -> frame(now(hall)));
      case QUEUE -> store.queue(changed.id()).map(queue -> frame(QueueNow.of(queue, names)));
      case COUNTER ->
          store.counter(changed.id()).map(counter -> frame(CounterNow.of(counter, names)));
      case ALERT -> alerts.ofCause(changed.id()).map(this::frame);
      case HEALTH -> store.health(changed.id()).map(score -> frame(HealthNow.of(score)));
      case TICKET -> Optional.of(ticketFrame(changed.id()));
    };
  }

  Optional<TicketNow> ticket(String ticketId) {
    return store
        .ticket(ticketId)
        .map(ticket -> TicketNow.of(ticket, store.hallTime(ticket), names));
  }

  /** A ticket as it is now, or that it neither waits nor is called any more. */
  Frame ticketFrame(String ticketId) {
    var about = Frame.ofTicket(ticketId);
    return ticket(ticketId)
        .map(
            now ->
                new Frame(
                    "ticket",
                    about,
                    ticketId,
                    id(ticketId, now.version(), now.hallTime()),
                    json(now)))
        .orElseGet(
            () -> new Frame("gone", about, ticketId, null, json(Map.of("ticket_id", ticketId))));
  }

  Frame frame(Components components) {
    return Frame.ofServer("components", json(components));
  }

  /** All that there was has been told: what comes after it is news. */
  Frame whole() {
    return Frame.ofServer("whole", "{}");
  }

  Frame beat() {
    return Frame.ofServer("beat", json(Map.of("server_time", clock.instant())));
  }

  private List<QueueNow> queues(Predicate<String> wanted) {
    return store.queues().stream()
        .filter(queue -> wanted.test(queue.getHallId()))
        .map(queue -> QueueNow.of(queue, names))
        .toList();
  }

  private List<CounterNow> counters(Predicate<String> wanted) {
    return store.counters().stream()
        .filter(counter -> wanted.test(counter.getHallId()))
        .map(counter -> CounterNow.of(counter, names))
        .toList();
  }

  private HallNow now(LiveHall hall) {
    return HallNow.of(hall, names.hall(hall.getHallId()), clock.instant());
  }

  private Frame frame(HallNow hall) {
    return new Frame(
        "hall",
        hall.hallId(),
        hall.hallId(),
        id(hall.hallId(), hall.version(), hall.hallTime()),
        json(hall));
  }

  private Frame frame(QueueNow queue) {
    return new Frame(
        "queue",
        queue.hallId(),
        queue.queueId(),
        id(queue.queueId(), queue.version(), queue.hallTime()),
        json(queue));
  }

  private Frame frame(CounterNow counter) {
    return new Frame(
        "counter",
        counter.hallId(),
        counter.counterId(),
        id(counter.counterId(), counter.version(), counter.hallTime()),
        json(counter));
  }

  /** The index of every scope that is wanted, without what it is made of. */
  List<HealthNow> health(Predicate<String> wanted) {
    return store.health().stream()
        .map(HealthNow::of)
        .filter(score -> wanted.test(score.about()))
        .toList();
  }

  Optional<HealthDetail> health(String scope, String scopeId) {
    return store.health(scope + "/" + scopeId).map(HealthDetail::of);
  }

  private Frame frame(HealthNow score) {
    var entity = score.scope() + "/" + score.scopeId();
    return new Frame(
        "health",
        score.about(),
        entity,
        id(entity, score.version(), score.hallTime()),
        json(score));
  }

  /** The same for all who listen: it names nobody. */
  private Frame frame(AlertNow alert) {
    return new Frame(
        "alert",
        alert.about(),
        alert.cause(),
        id(alert.cause(), alert.version(), alert.hallTime()),
        json(alert.withoutPeople()));
  }

  private static boolean isWanted(AlertNow alert, Predicate<String> wanted) {
    var about = alert.about();
    return about == null || wanted.test(about);
  }

  private static String id(String entity, long version, Instant hallTime) {
    return "%s:%d:%s".formatted(entity, version, hallTime);
  }

  private String json(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write " + value, e);
    }
  }
}
