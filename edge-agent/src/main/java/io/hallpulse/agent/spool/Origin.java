package io.hallpulse.agent.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The first block of a segment: whose it is and how its events are written.
 *
 * @param writer drawn when the store was made; tells copies of one source apart
 */
record Origin(long writer, String schema) {
  private static final byte FORM = 1;

  byte[] payload() {
    var text = schema.getBytes(UTF_8);
    return ByteBuffer.allocate(1 + Long.BYTES + text.length)
        .put(FORM)
        .putLong(writer)
        .put(text)
        .array();
  }

  /** Null if the payload is none. */
  static @Nullable Origin read(byte[] payload) {
    try {
      var from = ByteBuffer.wrap(payload);
      if (from.get() != FORM) {
        return null;
      }
      long writer = from.getLong();
      var text = new byte[from.remaining()];
      from.get(text);
      return new Origin(writer, new String(text, UTF_8));
    } catch (BufferUnderflowException e) {
      return null;
    }
  }
}
