package io.hallpulse.serving.live;

import java.util.LinkedHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What waits to be sent to one client: at most one frame for each thing, always its latest, so that
 * a slow or vanished client costs a bounded amount of memory. Used by the hub's thread alone.
 */
final class Mailbox {
  private final Predicate<String> halls;
  private final BooleanSupplier clientIsReady;
  private final Consumer<Frame> client;
  private final Runnable onReplaced;
  private final LinkedHashMap<String, Frame> waiting = new LinkedHashMap<>();

  /**
   * @param halls which are wanted
   * @param clientIsReady whether the client takes one more now
   * @param client where frames go
   * @param onReplaced told of each frame that a later one made superfluous
   */
  Mailbox(
      Predicate<String> halls,
      BooleanSupplier clientIsReady,
      Consumer<Frame> client,
      Runnable onReplaced) {
    this.halls = halls;
    this.clientIsReady = clientIsReady;
    this.client = client;
    this.onReplaced = onReplaced;
  }

  void put(Frame frame) {
    if (frame.hallId() != null && !halls.test(frame.hallId())) {
      return;
    }
    // A replaced frame keeps its turn, so that busy things do not starve the calm ones.
    if (waiting.put(frame.key(), frame) != null) {
      onReplaced.run();
    }
  }

  void deliver() {
    var frames = waiting.values().iterator();
    while (frames.hasNext() && clientIsReady.getAsBoolean()) {
      var frame = frames.next();
      frames.remove();
      client.accept(frame);
    }
  }

  int waiting() {
    return waiting.size();
  }
}
