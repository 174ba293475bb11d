package io.hallpulse.agent.vision.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A protobuf message while it is written. ONNX needs three kinds of fields; no library for those.
 * What is put in is only copied at the end: a model's weights would otherwise lie in memory five
 * times.
 */
final class ProtoBytes {
  private static final int VARINT = 0;
  private static final int LENGTH = 2;
  private static final int LONGEST_VARINT = 10;

  private final List<byte[]> parts = new ArrayList<>();
  private int size;

  ProtoBytes number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  ProtoBytes text(int field, String value) {
    return bytes(field, value.getBytes(UTF_8));
  }

  ProtoBytes message(int field, ProtoBytes value) {
    tag(field, LENGTH);
    varint(value.size);
    value.parts.forEach(this::add);
    return this;
  }

  ProtoBytes bytes(int field, byte[] value) {
    tag(field, LENGTH);
    varint(value.length);
    add(value);
    return this;
  }

  byte[] toBytes() {
    var bytes = ByteBuffer.allocate(size);
    parts.forEach(bytes::put);
    return bytes.array();
  }

  private void tag(int field, int type) {
    varint(((long) field << 3) | type);
  }

  private void varint(long value) {
    var bytes = ByteBuffer.allocate(LONGEST_VARINT);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.put((byte) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
    var written = new byte[bytes.position()];
    bytes.flip().get(written);
    add(written);
  }

  private void add(byte[] part) {
    parts.add(part);
    size += part.length;
  }
}
