package io.hallpulse.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Waits for a request that holds a word, once, and tears its connection at a chosen moment.
 *
 * @param word looked for in each piece that the client sends; it must lie within one
 * @param then done at that moment, while the client still waits
 */
record Trap(String word, Moment moment, Runnable then) {
  boolean springsAt(byte[] bytes, int length) {
    return new String(bytes, 0, length, ISO_8859_1).contains(word);
  }
}
