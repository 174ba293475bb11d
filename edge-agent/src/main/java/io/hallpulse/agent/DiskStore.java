package io.hallpulse.agent;

import io.hallpulse.agent.hall.Store;
import io.hallpulse.agent.spool.Entry;
import io.hallpulse.agent.spool.GroupCommit;
import io.hallpulse.agent.spool.Spool;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The store on this device's disk. */
final class DiskStore implements Store {
  private final Spool spool;
  private final GroupCommit commit;
  private volatile long usable;

  DiskStore(Spool spool) throws IOException {
    this.spool = spool;
    commit = new GroupCommit(spool);
    usable = spool.usable();
  }

  /** Looks how much fits; asks the disk, so not for the loop. */
  boolean measure() throws IOException {
    usable = spool.usable();
    return true;
  }

  @Override
  public CompletableFuture<Void> submit(Entry entry) {
    return commit.submit(entry);
  }

  @Override
  public long reopen(Consumer<Entry> replay) throws IOException {
    commit.repair();
    spool.replay(replay);
    return spool.last().seq();
  }

  @Override
  public long usable() {
    return usable;
  }

  void close() throws Exception {
    commit.close();
  }
}
