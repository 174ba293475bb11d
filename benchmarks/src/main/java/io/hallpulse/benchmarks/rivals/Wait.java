package io.hallpulse.benchmarks.rivals;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** A leg of a ticket that has ended with a call; times in microseconds. */
record Wait(String ticketId, String queueId, long joinedAt, long calledAt) {

  String key() {
    return ticketId + "/" + joinedAt;
  }

  byte[] bytes() {
    var queue = queueId.getBytes(UTF_8);
    return ByteBuffer.allocate(2 * Long.BYTES + queue.length)
        .putLong(joinedAt)
        .putLong(calledAt)
        .put(queue)
        .array();
  }

  static Wait of(String key, byte[] bytes) {
    var from = ByteBuffer.wrap(bytes);
    long joinedAt = from.getLong();
    long calledAt = from.getLong();
    var queue = new byte[from.remaining()];
    from.get(queue);
    return new Wait(
        key.substring(0, key.lastIndexOf('/')), new String(queue, UTF_8), joinedAt, calledAt);
  }
}
