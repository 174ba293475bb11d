package io.hallpulse.agent.spool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Appends on a thread of its own, so that nobody else waits for the disk: what came while one block
 * was being made durable goes into the next. When the disk fails, everything that was handed in is
 * refused until {@link #repair}, since each entry was thought out upon those before it.
 */
public final class GroupCommit implements AutoCloseable {
  private static final int MOST = 512;

  private final Spool spool;
  private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean stopping;
  private boolean failed;

  private record Pending(Entry entry, CompletableFuture<Void> done) {}

  public GroupCommit(Spool spool) {
    this.spool = spool;
    thread = new Thread(this::run, "spool");
    thread.setDaemon(true);
    thread.start();
  }

  /** Done once the entry is durable; fails with an IOException if it is not and never will be. */
  public CompletableFuture<Void> submit(Entry entry) {
    var pending = new Pending(entry, new CompletableFuture<>());
    queue.add(pending);
    return pending.done();
  }

  private void run() {
    var group = new ArrayList<Pending>();
    while (!stopping || !queue.isEmpty()) {
      try {
        var first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          group.add(first);
          queue.drainTo(group, MOST - 1);
          commit(group);
          group.clear();
        }
      } catch (InterruptedException e) {
        stopping = true;
      }
    }
  }

  private synchronized void commit(List<Pending> group) {
    if (failed) {
      refuse(group, new IOException("The store failed before"));
      return;
    }
    try {
      spool.append(group.stream().map(Pending::entry).toList());
    } catch (IOException | RuntimeException e) {
      failed = true;
      refuse(group, e);
      return;
    }
    group.forEach(pending -> pending.done().complete(null));
  }

  private static void refuse(List<Pending> group, Exception why) {
    group.forEach(pending -> pending.done().completeExceptionally(why));
  }

  /**
   * Goes on after a failure; what is still queued is refused. Whoever calls it has handed in
   * nothing that may stay.
   */
  public synchronized void repair() throws IOException {
    var left = new ArrayList<Pending>();
    queue.drainTo(left);
    refuse(left, new IOException("The store failed before"));
    spool.repair();
    failed = false;
  }

  @Override
  public void close() throws IOException {
    stopping = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    spool.close();
  }
}
