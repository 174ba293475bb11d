package io.hallpulse.agent.vision.presence;

import io.hallpulse.agent.vision.Observations.QueueObserved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many people are in an area: the median of the last looks, since single ones miss heads that
 * turn away. It speaks when the median changes, but not more often than every five seconds, and
 * once a minute.
 */
public record AreaWatch(
    String areaId,
    String cameraId,
    List<Integer> looks,
    @Nullable Instant lookedAt,
    @Nullable Instant toldAt,
    int told) {
  static final int LOOKS = 5;
  static final Duration AT_MOST_EVERY = Duration.ofSeconds(5);
  static final Duration AT_LEAST_EVERY = Duration.ofMinutes(1);

  /** Looks that are older say nothing of now. */
  static final Duration LONGEST_GAP = Duration.ofSeconds(10);

  /** The watch after a look, and what is to be told. */
  public record Step(AreaWatch next, Optional<QueueObserved> told) {}

  public AreaWatch {
    looks = List.copyOf(looks);
  }

  public static AreaWatch of(String areaId, String cameraId) {
    return new AreaWatch(areaId, cameraId, List.of(), null, null, 0);
  }

  public Step seeing(Instant at, int people) {
    if (lookedAt != null && (at.isBefore(lookedAt) || at.isAfter(lookedAt.plus(LONGEST_GAP)))) {
      return of(areaId, cameraId).seeing(at, people);
    }
    var recent = new ArrayList<>(looks);
    recent.add(people);
    if (recent.size() > LOOKS) {
      recent.remove(0);
    }
    int median = recent.stream().sorted().skip(recent.size() / 2).findFirst().orElseThrow();
    if (recent.size() < LOOKS || !isDue(at, median)) {
      return new Step(new AreaWatch(areaId, cameraId, recent, at, toldAt, told), Optional.empty());
    }
    return new Step(
        new AreaWatch(areaId, cameraId, recent, at, at, median),
        Optional.of(new QueueObserved(at, areaId, median, cameraId)));
  }

  public AreaWatch blind() {
    return of(areaId, cameraId);
  }

  private boolean isDue(Instant at, int median) {
    if (toldAt == null) {
      return true;
    }
    var every = median == told ? AT_LEAST_EVERY : AT_MOST_EVERY;
    return !at.isBefore(toldAt.plus(every));
  }
}
