package io.hallpulse.serving.live;

import io.micronaut.core.annotation.Nullable;
import java.util.LinkedHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What waits to be sent to one client: at most one frame for each thing, always its latest, so that
 * a slow or vanished client costs a bounded amount of memory. Used by the hub's thread alone.
 */
final class Mailbox {
  private final @Nullable String hallId;
  private final BooleanSupplier clientIsReady;
  private final Consumer<Frame> client;
  private final Runnable onReplaced;
  private final LinkedHashMap<String, Frame> waiting = new LinkedHashMap<>();

  /**
   * @param hallId the only hall that is wanted, null for all
   * @param clientIsReady whether the client takes one more now
   * @param client where frames go
   * @param onReplaced told of each frame that a later one made superfluous
   */
  Mailbox(
      @Nullable String hallId,
      BooleanSupplier clientIsReady,
      Consumer<Frame> client,
      Runnable onReplaced) {
    this.hallId = hallId;
    this.clientIsReady = clientIsReady;
    this.client = client;
    this.onReplaced = onReplaced;
  }

  void put(Frame frame) {
    if (hallId != null && frame.hallId() != null && !hallId.equals(frame.hallId())) {
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
