package io.hallpulse.agent.vision.presence;

import io.hallpulse.agent.vision.Observations.PostObserved;
import io.hallpulse.agent.vision.presence.Emptiness.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the seat behind a counter. It speaks when its verdict changes and once a minute;
 * while it knows nothing it says nothing, and readers take silence as unknown.
 */
public record SeatWatch(
    String counterId,
    String cameraId,
    Emptiness emptiness,
    @Nullable Instant lookedAt,
    @Nullable Instant toldAt) {
  static final Duration AT_LEAST_EVERY = Duration.ofMinutes(1);

  /** The watch after a look, and what is to be told. */
  public record Step(SeatWatch next, Optional<PostObserved> told) {}

  public static SeatWatch of(String counterId, String cameraId) {
    return new SeatWatch(counterId, cameraId, Emptiness.UNKNOWN, null, null);
  }

  /**
   * The watch after one more look.
   *
   * @param people seen in the zone, 0 if nobody
   */
  public Step seeing(Instant at, int people) {
    if (lookedAt == null || at.isBefore(lookedAt)) {
      // A clock that was set back: what went before cannot be compared with what comes.
      return quietly(Emptiness.UNKNOWN, at, null);
    }
    var now = emptiness.after(Duration.between(lookedAt, at), people > 0);
    if (now.verdict() == Verdict.UNKNOWN) {
      return quietly(now, at, null);
    }
    boolean changed = now.verdict() != emptiness.verdict();
    boolean due = toldAt == null || !at.isBefore(toldAt.plus(AT_LEAST_EVERY));
    if (!changed && !due) {
      return quietly(now, at, toldAt);
    }
    boolean present = now.verdict() == Verdict.PRESENT;
    var told =
        new PostObserved(
            at, counterId, present, now.confidence(), present ? Math.max(1, people) : 0, cameraId);
    return new Step(new SeatWatch(counterId, cameraId, now, at, at), Optional.of(told));
  }

  /** The camera is lost or covered: all that was known is forgotten. */
  public SeatWatch blind() {
    return of(counterId, cameraId);
  }

  private Step quietly(Emptiness now, Instant at, @Nullable Instant told) {
    return new Step(new SeatWatch(counterId, cameraId, now, at, told), Optional.empty());
  }
}
