package io.hallpulse.agent.hall;

import io.hallpulse.agent.spool.Entry;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Where a hall's log is kept. */
public interface Store {
  /** Done once the entry is durable. */
  CompletableFuture<Void> submit(Entry entry);

  /**
   * After a failure: goes on, and hands over all that is durable.
   *
   * @return seq of the newest event
   */
  long reopen(Consumer<Entry> replay) throws IOException;

  /** Bytes that still fit, as of a moment ago. */
  long usable();
}
