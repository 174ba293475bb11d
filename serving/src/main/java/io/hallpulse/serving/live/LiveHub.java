package io.hallpulse.serving.live;

import io.hallpulse.serving.health.Components;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.core.annotation.Nullable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Tells everyone who listens what has news. The first news after a pause is told with what comes
 * right after it; then at most every 100 ms, each thing with its latest state. All mailboxes belong
 * to one thread.
 */
@Singleton
final class LiveHub {
  private static final Logger LOG = LoggerFactory.getLogger(LiveHub.class);

  /** One event changes hall, queue and counter, whose records come from topics of their own. */
  private static final Duration TOGETHER = Duration.ofMillis(10);

  private static final Duration PACE = Duration.ofMillis(100);
  private static final Duration BEAT = Duration.ofSeconds(2);

  private final LiveViews views;
  private final Counter replaced;
  private final Set<Changed> news = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> followed = new ConcurrentHashMap<>();
  private final AtomicBoolean planned = new AtomicBoolean();
  private final Set<Mailbox> mailboxes = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var hub = new Thread(work, "live-hub");
            hub.setDaemon(true);
            return hub;
          });
  private volatile long lastTold = System.nanoTime() - PACE.toNanos();
  private @Nullable Components toldComponents;

  /** Whether all that stood in the topics is known; of the hub's thread. */
  private boolean isAllRead;

  LiveHub(LiveViews views, MeterRegistry metrics) {
    this.views = views;
    this.replaced = metrics.counter("hallpulse.live.frames.replaced");
    Gauge.builder("hallpulse.live.clients", mailboxes, Set::size).register(metrics);
    thread.scheduleAtFixedRate(
        () -> guarded(this::beat), BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    thread.shutdownNow();
  }

  /** Something changed; callable from any thread, never waits. */
  void tell(Changed changed) {
    if (changed.kind() == Changed.Kind.TICKET && !followed.containsKey(changed.id())) {
      return;
    }
    news.add(changed);
    if (planned.compareAndSet(false, true)) {
      var wait = Math.max(TOGETHER.toNanos(), lastTold + PACE.toNanos() - System.nanoTime());
      thread.schedule(() -> guarded(this::tellNews), wait, TimeUnit.NANOSECONDS);
    }
  }

  /**
   * What stood in the topics at the start has been told of: snapshots are whole from now on, and
   * who had one before hears it after what was missing.
   */
  void allRead() {
    onThread(
        () -> {
          isAllRead = true;
          guarded(this::tellNews);
          toAll(views.whole());
          mailboxes.forEach(Mailbox::deliver);
        });
  }

  /**
   * A snapshot, then news as it comes.
   *
   * @param visible the halls that may be shown
   * @param wanted of them those whose news and queues and counters are wanted
   */
  Publisher<byte[]> listen(Predicate<String> visible, Predicate<String> wanted) {
    return Flux.create(
        sink -> {
          var seen = wanted.and(visible);
          admit(seen, () -> views.snapshot(visible, seen, isAllRead), () -> {}, sink);
        },
        FluxSink.OverflowStrategy.IGNORE);
  }

  /** One ticket as it is, then as it changes, and that it goes. */
  Publisher<byte[]> follow(String ticketId) {
    return Flux.create(
        sink -> {
          followed.merge(ticketId, 1, Integer::sum);
          admit(
              Frame.ofTicket(ticketId)::equals,
              () -> List.of(views.ticketFrame(ticketId)),
              () -> followed.computeIfPresent(ticketId, (id, n) -> n == 1 ? null : n - 1),
              sink);
        },
        FluxSink.OverflowStrategy.IGNORE);
  }

  private void admit(
      Predicate<String> wanted,
      Supplier<List<Frame>> snapshot,
      Runnable onEnd,
      FluxSink<byte[]> sink) {
    var mailbox =
        new Mailbox(
            wanted,
            () -> sink.requestedFromDownstream() > 0 && !sink.isCancelled(),
            sink::next,
            replaced::increment);
    sink.onDispose(
        () -> {
          mailboxes.remove(mailbox);
          onEnd.run();
        });
    onThread(
        () -> {
          snapshot.get().forEach(mailbox::put);
          mailboxes.add(mailbox);
          if (sink.isCancelled()) {
            mailboxes.remove(mailbox);
          }
          mailbox.deliver();
        });
    sink.onRequest(
        demand -> {
          if (mailbox.isWaiting()) {
            onThread(mailbox::deliver);
          }
        });
  }

  private void tellNews() {
    planned.set(false);
    lastTold = System.nanoTime();
    for (var each : news) {
      // Removed before it is looked up: what changes meanwhile is told again.
      news.remove(each);
      views.frame(each).ifPresent(this::toAll);
    }
    mailboxes.forEach(Mailbox::deliver);
  }

  private void beat() {
    var components = views.components();
    if (!components.equals(toldComponents)) {
      toldComponents = components;
      toAll(views.frame(components));
    }
    toAll(views.beat());
    mailboxes.forEach(Mailbox::deliver);
  }

  private void toAll(Frame frame) {
    mailboxes.forEach(mailbox -> mailbox.put(frame));
  }

  private void onThread(Runnable work) {
    try {
      thread.execute(() -> guarded(work));
    } catch (RejectedExecutionException e) {
      LOG.debug("The server stops, nobody is told any more", e);
    }
  }

  /** A defect in one telling must not end all later ones. */
  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("Live news could not be told", e);
    }
  }
}
