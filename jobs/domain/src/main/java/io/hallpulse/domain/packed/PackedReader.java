package io.hallpulse.domain.packed;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link PackedWriter} wrote, in the same order. */
public final class PackedReader {
  private final byte[] bytes;
  private final List<String> texts = new ArrayList<>();
  private int at;

  public PackedReader(byte[] bytes) {
    this.bytes = bytes;
  }

  public boolean hasMore() {
    return at < bytes.length;
  }

  public int next() {
    return bytes[at++];
  }

  public long number() {
    long value = unsigned();
    return value >>> 1 ^ -(value & 1);
  }

  public long unsigned() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  public @Nullable String text() {
    int mark = (int) unsigned();
    if (mark == PackedWriter.ABSENT) {
      return null;
    }
    if (mark >= PackedWriter.KNOWN) {
      return texts.get(mark - PackedWriter.KNOWN);
    }
    var units = new char[(int) unsigned()];
    for (int i = 0; i < units.length; i++) {
      units[i] = (char) unsigned();
    }
    var text = new String(units);
    texts.add(text);
    return text;
  }

  /** A text that is never absent. */
  public String name() {
    var text = text();
    if (text == null) {
      throw new IllegalStateException("A name is missing in packed state");
    }
    return text;
  }
}
