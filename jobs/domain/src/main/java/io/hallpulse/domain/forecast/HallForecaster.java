package io.hallpulse.domain.forecast;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts the waits of one hall and learns from its calls, as docs/decisions/017 tells. It is
 * told what happens as it becomes known. Times are microseconds; what it answers is in seconds.
 */
public final class HallForecaster {
  private final Learned learned;
  private final Laws laws;
  private final Experts[] experts = new Experts[Age.COUNT];
  private final Map<String, double[]> queues;
  private final Map<String, double[]> waits;
  private final Floor floor;
  private final Map<String, List<Asked>> asked = new HashMap<>();

  /**
   * @param learned what was learnt so far; kept and changed, so that whoever stores it has it
   */
  public HallForecaster(Learned learned) {
    this.learned = learned;
    this.laws = learned.toLaws();
    for (int age = 0; age < Age.COUNT; age++) {
      experts[age] = new Experts(learned.hall(), age);
    }
    this.waits = learned.waits();
    this.queues = learned.queues();
    this.floor = new Floor(laws);
  }

  /** What reference data say of a counter; without them, it serves the queues that it calls. */
  public void assign(String counterId, Set<String> queueIds) {
    floor.assign(counterId, queueIds);
  }

  /**
   * A ticket joins a line: a leg begins, or goes on in another queue. Its forecast is kept until
   * its call, to learn from.
   *
   * @param start of the leg; after the time for an appointment to come
   */
  public WaitForecast join(
      String ticketId, String queueId, long start, int priority, @Nullable String item, long time) {
    return ask(enter(ticketId, queueId, start, priority, item, time), time);
  }

  /** A ticket joins a line and nobody asks for how long. */
  public void joinUnasked(
      String ticketId, String queueId, long start, int priority, @Nullable String item, long time) {
    enter(ticketId, queueId, start, priority, item, time);
  }

  private Waiting enter(
      String ticketId, String queueId, long start, int priority, @Nullable String item, long time) {
    asked.put(ticketId, new ArrayList<>(2));
    return floor.join(ticketId, queueId, start, priority, item, time);
  }

  /** A forecast that is compared with what comes true, if it is the first one at that age. */
  private WaitForecast ask(Waiting ticket, long time) {
    var view = view(ticket, time);
    int age = Age.of((time - ticket.start()) / 1e6);
    var before = asked.get(ticket.ticketId());
    if (before != null && before.stream().noneMatch(was -> was.age() == age)) {
      before.add(new Asked(ticket.queueId(), time, age, view));
    }
    return forecast(ticket, view, age);
  }

  /** A call; the first one of a leg ends its wait and is learnt from. */
  public void call(String ticketId, String counterId, long time) {
    if (floor.call(ticketId, counterId, time) != null) {
      learn(ticketId, time);
    }
  }

  /** What is told meanwhile happened before a restart, and was learnt from then. */
  public void remember(Runnable telling) {
    floor.teach(false);
    telling.run();
    floor.teach(true);
  }

  private void learn(String ticketId, long time) {
    for (var was : asked.getOrDefault(ticketId, List.of())) {
      double seconds = Math.max(0, (time - was.at()) / 1e6);
      experts[was.age()].learn(was.view(), seconds, numbers(was.queueId()));
      if (was.age() == 0) {
        waits(was.queueId()).add(seconds);
      }
    }
    asked.remove(ticketId);
  }

  /** A ticket leaves its line without a call: cancelled, or moved to another queue. */
  public void leave(String ticketId, long time) {
    floor.leave(ticketId);
    asked.remove(ticketId);
  }

  /** A called visitor did not come. */
  public void miss(String ticketId, long time) {
    floor.miss(ticketId, time);
  }

  /** A service has ended, or the ticket goes elsewhere from the counter. */
  public void free(String ticketId, long time) {
    floor.free(ticketId, time);
  }

  public void open(String counterId, long time) {
    floor.open(counterId, time);
  }

  /** A counter is closed or pauses. */
  public void shut(String counterId, long time) {
    floor.shut(counterId, time);
  }

  public void signIn(String counterId, String staffId, long time) {
    floor.signIn(counterId, staffId, time);
  }

  public void signOut(String counterId, String staffId, long time) {
    floor.signOut(counterId, staffId, time);
  }

  /** A pause of a counter without a cover was approved. */
  public void pause(String counterId, long from, long until) {
    floor.pause(counterId, from, until);
  }

  /** A camera looked at a counter, with enough confidence. */
  public void see(String counterId, boolean present, long time) {
    floor.seen(counterId, present, time);
  }

  /** All that was learnt so far. */
  public Learned learned() {
    return learned;
  }

  /** For how long a waiting ticket will still wait; empty if it does not wait. */
  public Optional<WaitForecast> of(String ticketId, long now) {
    return Optional.ofNullable(floor.waiting(ticketId)).map(ticket -> ask(ticket, now));
  }

  /** How many of its queue are called before a waiting ticket, -1 if it does not wait. */
  public int ahead(String ticketId) {
    var ticket = floor.waiting(ticketId);
    return ticket == null ? -1 : floor.line(ticket.queueId()).ahead(ticket);
  }

  /** The tickets that wait in a queue, in the order in which they are expected to be called. */
  public List<String> line(String queueId) {
    return floor.line(queueId).waiting().stream().map(Waiting::ticketId).toList();
  }

  /** Whether somebody waits in a queue, or a counter is open for it. */
  public boolean isAlive(String queueId, long now) {
    return !floor.line(queueId).isEmpty()
        || floor.serving(queueId, now).stream().anyMatch(Post::isOpen);
  }

  /** A forecast that was told when the ticket was issued is held to what came true. */
  public void check(String queueId, boolean isWithinP50, boolean isWithinP90) {
    learned
        .checked()
        .merge(
            queueId,
            Checked.with(Checked.NONE, isWithinP50, isWithinP90),
            (known, first) -> Checked.with(known, isWithinP50, isWithinP90));
  }

  /** For how long a ticket would wait that joined a queue now. */
  public WaitForecast ofNewcomer(String queueId, long now) {
    var ticket = new Waiting("", queueId, now, now, 0, null, Long.MAX_VALUE);
    return forecast(ticket, view(ticket, now), 0);
  }

  private WaitForecast forecast(Waiting ticket, double[] view, int age) {
    var numbers = numbers(ticket.queueId());
    double p50 = View.seconds(experts[age].log(0, view, numbers));
    double p90 = View.seconds(experts[age].log(1, view, numbers));
    return new WaitForecast(floor.line(ticket.queueId()).ahead(ticket), p50, Math.max(p50, p90));
  }

  private double[] view(Waiting ticket, long now) {
    var times = new Lookahead(floor, laws, now).untilCall(ticket);
    var usual = waits(ticket.queueId());
    double waited = Math.max(0, (now - ticket.start()) / 1e6);
    var textbook = textbook(ticket, now);
    double les = Math.max(0, textbook.lastToEnterService() - waited);
    var said =
        new double[] {
          View.quantile(times, 0.5),
          View.quantile(times, 0.9),
          usual.rest(waited, 0.5),
          usual.rest(waited, 0.9),
          les,
          les,
          textbook.freeCounter(),
          textbook.freeCounter()
        };
    for (int i = 0; i < said.length; i++) {
      said[i] = View.log(said[i]);
    }
    return said;
  }

  private DurationLaw waits(String queueId) {
    return new DurationLaw(waits.computeIfAbsent(queueId, id -> DurationLaw.guess(300, 1.5)), 0);
  }

  /** The forecast that a ticket got when it joined its line, as it would be given for that now. */
  Optional<WaitForecast> given(String ticketId) {
    var ticket = floor.waiting(ticketId);
    var was = asked.get(ticketId);
    return ticket == null || was == null || was.isEmpty()
        ? Optional.empty()
        : Optional.of(forecast(ticket, was.get(0).view(), was.get(0).age()));
  }

  String queue(String ticketId) {
    return waiting(ticketId).queueId();
  }

  /** From when a waiting ticket's wait counts. */
  long start(String ticketId) {
    return waiting(ticketId).start();
  }

  Textbook textbook(String ticketId, long now) {
    return textbook(waiting(ticketId), now);
  }

  private Waiting waiting(String ticketId) {
    var ticket = floor.waiting(ticketId);
    if (ticket == null) {
      throw new IllegalArgumentException("Ticket %s does not wait".formatted(ticketId));
    }
    return ticket;
  }

  private Textbook textbook(Waiting ticket, long now) {
    var line = floor.line(ticket.queueId());
    int ahead = line.ahead(ticket);
    double rate = line.recentRate(now);
    double oldest = 0;
    for (var other : line.waiting()) {
      if (Waiting.CALL_ORDER.compare(other, ticket) < 0) {
        oldest = Math.max(oldest, (now - other.start()) / 1e6);
      }
    }
    int open = 0;
    boolean free = false;
    for (var post : floor.serving(ticket.queueId(), now)) {
      if (post.isOpen()) {
        open++;
        free |= post.state() == Post.State.FREE && post.absentSince() == Post.NEVER;
      }
    }
    double mean = laws.occupations().mean(ticket.queueId(), null);
    return new Textbook(
        line.lastWait(),
        oldest,
        rate == 0 ? 0 : (ahead + 1) / rate,
        free && ahead == 0 ? 0 : (ahead + 1) * mean / Math.max(1, open));
  }

  private double[] numbers(String queueId) {
    return queues.computeIfAbsent(queueId, id -> new double[Age.COUNT * Experts.QUEUE_NUMBERS]);
  }
}
