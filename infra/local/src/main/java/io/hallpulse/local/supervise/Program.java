package io.hallpulse.local.supervise;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What the supervisor keeps running. */
public interface Program {
  String name();

  /** The port it listens on, 0 for none. */
  int port();

  /** Programs that are healthy before this one starts. */
  List<String> dependsOn();

  /** Programs that it lets go first, as long as that does not take too long. */
  default List<String> yieldsTo() {
    return List.of();
  }

  /** Makes ready what the next start needs, and says how to start. */
  Launch prepare(Preparation preparation) throws IOException, InterruptedException, Unavailable;

  /** Whether it does its work; an {@link IOException} means no. */
  boolean healthy() throws IOException, InterruptedException;

  /** Done once after each start, before others see it running. */
  default void onceHealthy() throws IOException, InterruptedException {}

  default StopSignal stopSignal() {
    return StopSignal.TERM;
  }

  /** How long it may take to become healthy before it is started anew. */
  default Duration startLimit() {
    return Duration.ofMinutes(2);
  }
}
