package io.hallpulse.domain.hall;

/** 64 bits that tell whether a fact has changed (FNV-1a over its text). */
public final class Digest {
  private Digest() {}

  public static long of(Record fact) {
    long hash = 0xcbf29ce484222325L;
    var text = fact.toString();
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
