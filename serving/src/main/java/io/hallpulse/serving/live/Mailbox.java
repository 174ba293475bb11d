package io.hallpulse.serving.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What waits to be sent to one client: at most one frame for each thing, always its latest, so that
 * a slow or vanished client costs a bounded amount of memory. Used by the hub's thread alone, but
 * for {@link #isWaiting}.
 *
 * <p>What waits together goes together, because each write costs more than its bytes.
 */
final class Mailbox {
  /** Bytes after which a write ends; of more, a client that does not read would hold copies. */
  private static final int FULL = 1 << 14;

  private final Predicate<String> wanted;
  private final BooleanSupplier clientIsReady;
  private final Consumer<byte[]> client;
  private final Runnable onReplaced;
  private final LinkedHashMap<String, Frame> waiting = new LinkedHashMap<>();
  private volatile boolean isWaiting;

  /**
   * @param wanted whom frames are wanted about
   * @param clientIsReady whether the client takes one more write now
   * @param client where whole frames go, several in a write
   * @param onReplaced told of each frame that a later one made superfluous
   */
  Mailbox(
      Predicate<String> wanted,
      BooleanSupplier clientIsReady,
      Consumer<byte[]> client,
      Runnable onReplaced) {
    this.wanted = wanted;
    this.clientIsReady = clientIsReady;
    this.client = client;
    this.onReplaced = onReplaced;
  }

  void put(Frame frame) {
    var about = frame.about();
    if (about != null && !wanted.test(about)) {
      return;
    }
    isWaiting = true;
    // A replaced frame keeps its turn, so that busy things do not starve the calm ones.
    if (waiting.put(frame.key(), frame) != null) {
      onReplaced.run();
    }
  }

  void deliver() {
    while (!waiting.isEmpty() && clientIsReady.getAsBoolean()) {
      client.accept(joined(next()));
    }
    isWaiting = !waiting.isEmpty();
  }

  /** Whether there may be something to deliver; from any thread. */
  boolean isWaiting() {
    return isWaiting;
  }

  private List<Frame> next() {
    var next = new ArrayList<Frame>();
    var frames = waiting.values().iterator();
    for (int bytes = 0; bytes < FULL && frames.hasNext(); ) {
      var frame = frames.next();
      frames.remove();
      next.add(frame);
      bytes += frame.bytes().length;
    }
    return next;
  }

  private static byte[] joined(List<Frame> frames) {
    if (frames.size() == 1) {
      return frames.get(0).bytes();
    }
    var all = new byte[frames.stream().mapToInt(frame -> frame.bytes().length).sum()];
    int end = 0;
    for (var frame : frames) {
      System.arraycopy(frame.bytes(), 0, all, end, frame.bytes().length);
      end += frame.bytes().length;
    }
    return all;
  }
}
