package io.hallpulse.serving.live;

import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.time.Instant;

/** When live records last came; what stood in the topics at the start does not count as news. */
@Singleton
public final class LiveArrival {
  private volatile @Nullable Instant newest;
  private volatile boolean before;

  public void old() {
    before = true;
  }

  public void fresh(Instant now) {
    newest = now;
  }

  /** Arrival of the newest record since this server reads, null if there was none. */
  public @Nullable Instant newest() {
    return newest;
  }

  /** Whether the topics held records when this server began to read them. */
  public boolean heardBefore() {
    return before;
  }
}
