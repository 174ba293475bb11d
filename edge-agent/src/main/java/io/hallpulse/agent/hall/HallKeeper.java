package io.hallpulse.agent.hall;

import io.hallpulse.agent.hall.Refused.Reason;
import io.hallpulse.agent.spool.Entry;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventBatch;
import io.hallpulse.schemas.event.EventJson;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns a hall's state: a command is judged by it, changes it at once and is answered when the
 * change is durable. All of it runs on one thread, the loop. If the store refuses, the state is
 * ahead of it, so it is read from there again; until then nothing is taken.
 */
public final class HallKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(HallKeeper.class);

  private final Identity identity;
  private final Store store;
  private final Supplier<HallState> empty;
  private final InstantSource clock;
  private final Executor loop;
  private final Executor blocking;
  private final List<Consumer<List<Event>>> listeners = new ArrayList<>();
  private HallState state;
  private long lastSeq;
  private long revision;
  private boolean available;
  private boolean reopening;
  private boolean fenced;

  /**
   * @param empty a state of nothing
   * @param loop runs things one after the other
   * @param blocking runs what waits for the disk
   */
  public HallKeeper(
      Identity identity,
      Store store,
      Supplier<HallState> empty,
      InstantSource clock,
      Executor loop,
      Executor blocking) {
    this.identity = identity;
    this.store = store;
    this.empty = empty;
    this.clock = clock;
    this.loop = loop;
    this.blocking = blocking;
    this.state = empty.get();
  }

  /** Begins with what was read from the store. */
  public void begin(HallState read, long seq) {
    state = read;
    lastSeq = seq;
    available = true;
    reopening = false;
  }

  /** Told of events once they are durable; on the loop. */
  public void onEvents(Consumer<List<Event>> listener) {
    listeners.add(listener);
  }

  public HallState state() {
    return state;
  }

  /** Grows with every change that is durable. */
  public long revision() {
    return revision;
  }

  /** Something to be shown has changed that no event tells of. */
  public void touch() {
    revision++;
    listeners.forEach(listener -> listener.accept(List.of()));
  }

  public boolean isAvailable() {
    return available;
  }

  /** What the disk has no room for any more. */
  public List<Urgency> refuses() {
    return Urgency.refusedAt(store.usable());
  }

  public boolean isFenced() {
    return fenced;
  }

  /** Another has taken this one's place: nothing more is taken, ever. */
  public void fence() {
    fenced = true;
  }

  public long lastSeq() {
    return lastSeq;
  }

  /** The time, which does not go back: events are folded in its order. */
  public long now() {
    return Math.max(EventJson.micros(clock.instant()), state.time());
  }

  /** A command: what it wants written, judged by the state at a time. */
  public interface Command<T> {
    Plan<T> plan(HallState state, long now);
  }

  /** Judges a command and writes what it wants; on the loop. */
  public <T> CompletableFuture<T> run(Urgency urgency, Command<T> command) {
    try {
      requireWritable(urgency);
      long now = now();
      var plan = command.plan(state, now);
      if (plan.events().isEmpty() && plan.note() == null) {
        return CompletableFuture.completedFuture(plan.answer().get());
      }
      return write(plan, now);
    } catch (Refused refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private void requireWritable(Urgency urgency) {
    if (fenced) {
      throw new Refused(
          Reason.FENCED, "Another agent has taken the place of %s".formatted(identity.source()));
    }
    if (!available) {
      throw new Refused(Reason.STORE_UNAVAILABLE, "The store is being read again");
    }
    if (!urgency.fits(store.usable())) {
      throw new Refused(
          Reason.STORE_UNAVAILABLE,
          "The disk has only %d MB left, too few for %s"
              .formatted(store.usable() >> 20, urgency.name()));
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // settle completes what is answered
  private <T> CompletableFuture<T> write(Plan<T> plan, long now) {
    var events = new ArrayList<Event>();
    for (var event : plan.events()) {
      events.add(
          event
              .setSource(identity.source())
              .setEpoch(identity.epoch())
              .setSeq(lastSeq + events.size() + 1)
              .setTime(now)
              .setRecorded(now)
              .setDistrict(identity.district())
              .setHallId(identity.hallId())
              .build());
    }
    for (var event : events) {
      var refusal = state.refusal(event);
      if (refusal != null) {
        throw Refused.illegal(refusal);
      }
    }
    events.forEach(state::apply);
    if (plan.note() != null) {
      state.apply(plan.note());
    }
    lastSeq += events.size();
    var done = new CompletableFuture<T>();
    store
        .submit(new Entry(batch(events), plan.note() == null ? null : plan.note().json()))
        .whenComplete(
            (nothing, failure) -> loop.execute(() -> settle(plan, events, failure, done)));
    return done;
  }

  private @Nullable EventBatch batch(List<Event> events) {
    return events.isEmpty()
        ? null
        : EventBatch.newBuilder()
            .setSource(identity.source())
            .setEpoch(identity.epoch())
            .setFirstSeq(events.get(0).getSeq())
            .setDistrict(identity.district())
            .setHallId(identity.hallId())
            .setEvents(events)
            .build();
  }

  private <T> void settle(
      Plan<T> plan, List<Event> events, @Nullable Throwable failure, CompletableFuture<T> done) {
    if (failure != null) {
      if (available) {
        available = false;
        LOG.error("The store takes nothing more, it is read again: {}", failure.getMessage());
        reopen();
      }
      done.completeExceptionally(
          new Refused(Reason.STORE_UNAVAILABLE, "The store did not take it; try again"));
      return;
    }
    revision++;
    listeners.forEach(listener -> listener.accept(events));
    try {
      done.complete(plan.answer().get());
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
    }
  }

  /** Reads the state from the store again, if it has to be; asked for once more if that fails. */
  public void reopen() {
    if (available || reopening) {
      return;
    }
    reopening = true;
    var read = empty.get();
    blocking.execute(
        () -> {
          try {
            long seq = store.reopen(read::apply);
            loop.execute(() -> begin(read, seq));
          } catch (IOException e) {
            LOG.error("The store cannot be read again yet: {}", e.getMessage());
            loop.execute(() -> reopening = false);
          }
        });
  }
}
