package io.hallpulse.domain.packed;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes numbers as varints, zigzag where they may be negative, and a text once, as its UTF-16
 * units.
 */
public final class PackedWriter {
  static final int ABSENT = 0;
  static final int NEW = 1;
  static final int KNOWN = 2;

  private static final int USUAL_LENGTH = 256;

  private @Nullable Map<String, Integer> texts;
  private byte[] bytes;
  private int length;

  public PackedWriter() {
    this(USUAL_LENGTH);
  }

  /**
   * @param length that is expected, for what is written often
   */
  public PackedWriter(int length) {
    bytes = new byte[length];
  }

  public void number(long value) {
    unsigned(value << 1 ^ value >> 63);
  }

  public void unsigned(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      put((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    put((int) rest);
  }

  public void put(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length * 2);
    }
    bytes[length++] = (byte) value;
  }

  public void text(@Nullable String text) {
    if (text == null) {
      unsigned(ABSENT);
      return;
    }
    if (texts == null) {
      texts = new HashMap<>();
    }
    var known = texts.putIfAbsent(text, texts.size());
    if (known != null) {
      unsigned(KNOWN + known);
      return;
    }
    unsigned(NEW);
    unsigned(text.length());
    for (int i = 0; i < text.length(); i++) {
      unsigned(text.charAt(i));
    }
  }

  public byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }
}
