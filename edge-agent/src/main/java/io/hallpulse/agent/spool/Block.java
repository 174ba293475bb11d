package io.hallpulse.agent.spool;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The unit of writing: what one group commit makes durable. On disk: a mark (4 bytes), the length
 * (4), a checksum (4) of segment, place, length and payload, the payload. A block is only begun
 * when the one before is durable.
 *
 * @param at where it begins in its segment
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares blocks
record Block(long at, byte[] payload) {
  static final int HEAD = 12;
  private static final int MARK = 0x48505342;

  long end() {
    return at + HEAD + payload.length;
  }

  byte[] bytes(long segment) {
    return ByteBuffer.allocate(HEAD + payload.length)
        .putInt(MARK)
        .putInt(payload.length)
        .putInt(checksum(segment, at, payload, 0, payload.length))
        .put(payload)
        .array();
  }

  /** The place is part of it, so that bytes which come to lie elsewhere are no block. */
  private static int checksum(long segment, long at, byte[] bytes, int from, int length) {
    var crc = new CRC32C();
    var place = ByteBuffer.allocate(20).putLong(segment).putLong(at).putInt(length).array();
    crc.update(place, 0, place.length);
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  /**
   * The whole block that begins at a place of what was read, null if none does.
   *
   * @param from place in the segment at which what was read begins
   */
  static @Nullable Block read(byte[] bytes, int place, long segment, long from) {
    if (bytes.length - place < HEAD) {
      return null;
    }
    var head = ByteBuffer.wrap(bytes, place, HEAD);
    if (head.getInt() != MARK) {
      return null;
    }
    int length = head.getInt();
    int wanted = head.getInt();
    int begin = place + HEAD;
    if (length < 0
        || length > bytes.length - begin
        || checksum(segment, from + place, bytes, begin, length) != wanted) {
      return null;
    }
    return new Block(from + place, Arrays.copyOfRange(bytes, begin, begin + length));
  }

  /** Length that a block's head names, -1 if it is none. */
  static int length(byte[] bytes, int place) {
    if (bytes.length - place < HEAD) {
      return -1;
    }
    var head = ByteBuffer.wrap(bytes, place, HEAD);
    return head.getInt() == MARK ? Math.max(-1, head.getInt()) : -1;
  }

  /**
   * What is found in a segment.
   *
   * @param end where the last whole block ends
   * @param damaged whether whole blocks follow bytes that are none: no crash does that
   * @param torn whether bytes follow the last whole block
   */
  record Scan(List<Block> blocks, long end, boolean damaged, boolean torn) {}

  static Scan scan(byte[] bytes, long segment) {
    var blocks = new ArrayList<Block>();
    boolean damaged = false;
    int end = 0;
    for (int place = 0; place < bytes.length; ) {
      var block = read(bytes, place, segment, 0);
      if (block == null) {
        place++;
        continue;
      }
      damaged |= place != end;
      blocks.add(block);
      end = (int) block.end();
      place = end;
    }
    return new Scan(blocks, end, damaged, end < bytes.length);
  }
}
