package io.hallpulse.local;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What is looked for in bytes: each word as programs write it (UTF-8, UTF-16, escaped, hexadecimal,
 * base64), each picture by a piece of it. One pass looks for all.
 */
final class Needles {
  private static final int CHUNK = 1 << 20;
  private static final int PIECE = 48;

  /** Values that a piece has at the least; of 48 random ones, 44 differ. */
  private static final int DISTINCT = 32;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Needle(String name, byte[] bytes) {}

  private final List<Needle> needles = new ArrayList<>();

  /** The needles by their first two bytes. */
  private final Needle[][] heads = new Needle[1 << 16][];

  private int longest;

  Needles word(String name, String word) {
    for (var charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
      add(name, word.getBytes(charset));
    }
    var hex = HexFormat.of().formatHex(word.getBytes(UTF_8));
    add(name + " in hex", hex.getBytes(UTF_8));
    add(name + " in hex", hex.toUpperCase(Locale.ROOT).getBytes(UTF_8));
    base64(name + " in base64", word.getBytes(UTF_8));
    var escaped = new StringBuilder();
    word.chars().forEach(each -> escaped.append("\\u%04x".formatted(each)));
    add(name + " escaped", escaped.toString().getBytes(UTF_8));
    return this;
  }

  /** Whether a piece of it could be told from anything else: a black frame cannot. */
  boolean picture(String name, byte[] picture) {
    int from = -1;
    long most = DISTINCT - 1;
    // What comes before the scan, tables above all, is the same in many pictures.
    for (int at = scan(picture); at + PIECE <= picture.length; at += PIECE) {
      long distinct =
          IntStream.range(at, at + PIECE).map(place -> picture[place]).distinct().count();
      if (distinct > most) {
        most = distinct;
        from = at;
      }
    }
    if (from < 0) {
      return false;
    }
    var piece = Arrays.copyOfRange(picture, from, from + PIECE);
    add(name, piece);
    base64(name + " in base64", piece);
    return true;
  }

  /** Where a JPEG's own bytes begin, 0 if it is none. */
  private static int scan(byte[] picture) {
    for (int i = 0; i + 1 < picture.length; i++) {
      if ((picture[i] & 0xFF) == 0xFF && (picture[i + 1] & 0xFF) == 0xDA) {
        return i + 2;
      }
    }
    return 0;
  }

  /**
   * As it stands within a longer text, wherever that begins: the ends depend on their neighbours.
   */
  private void base64(String name, byte[] bytes) {
    for (int before = 0; before < 3; before++) {
      var padded = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, padded, before, bytes.length);
      int from = (before * 8 + 5) / 6;
      int to = padded.length * 8 / 6;
      for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        add(name, encoder.encodeToString(padded).substring(from, to).getBytes(UTF_8));
      }
    }
  }

  private void add(String name, byte[] bytes) {
    if (needles.stream().anyMatch(known -> Arrays.equals(known.bytes(), bytes))) {
      return;
    }
    var needle = new Needle(name, bytes);
    needles.add(needle);
    longest = Math.max(longest, bytes.length);
    int head = head(bytes, 0);
    var before = heads[head] == null ? new Needle[0] : heads[head];
    var after = Arrays.copyOf(before, before.length + 1);
    after[before.length] = needle;
    heads[head] = after;
  }

  private static int head(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  /** What of it is in these bytes. */
  Set<String> in(byte[] bytes) {
    var found = new LinkedHashSet<String>();
    find(bytes, bytes.length, found);
    return found;
  }

  Set<String> in(InputStream stream) throws IOException {
    var found = new LinkedHashSet<String>();
    var buffer = new byte[CHUNK + longest];
    int kept = 0;
    int read = stream.readNBytes(buffer, 0, CHUNK);
    while (read > 0) {
      int length = kept + read;
      find(buffer, length, found);
      kept = Math.min(length, longest - 1);
      System.arraycopy(buffer, length - kept, buffer, 0, kept);
      read = stream.readNBytes(buffer, kept, CHUNK);
    }
    return found;
  }

  private void find(byte[] bytes, int length, Set<String> found) {
    for (int i = 0; i + 1 < length; i++) {
      var candidates = heads[head(bytes, i)];
      if (candidates != null) {
        for (var needle : candidates) {
          int end = i + needle.bytes().length;
          if (end <= length && Arrays.equals(bytes, i, end, needle.bytes(), 0, end - i)) {
            found.add(needle.name());
          }
        }
      }
    }
  }
}
