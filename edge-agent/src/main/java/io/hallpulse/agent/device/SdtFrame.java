package io.hallpulse.agent.device;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A frame of the protocol that readers of second-generation identity cards speak (GA 450, SDT):
 * preamble AA AA AA 96 69, length of what follows (2 bytes), content, the exclusive or of length
 * and content.
 */
final class SdtFrame {
  private static final byte[] PREAMBLE = {(byte) 0xAA, (byte) 0xAA, (byte) 0xAA, (byte) 0x96, 0x69};
  private static final int LONGEST = 4_096;

  private SdtFrame() {}

  static byte[] of(byte... content) {
    var frame = Arrays.copyOf(PREAMBLE, PREAMBLE.length + 2 + content.length + 1);
    int length = content.length + 1;
    frame[PREAMBLE.length] = (byte) (length >> 8);
    frame[PREAMBLE.length + 1] = (byte) length;
    System.arraycopy(content, 0, frame, PREAMBLE.length + 2, content.length);
    frame[frame.length - 1] = check(frame, PREAMBLE.length, frame.length - 1);
    return frame;
  }

  /** The content of the next frame; bytes before its preamble are passed over. */
  static byte[] read(InputStream in) throws IOException {
    for (int found = 0; found < PREAMBLE.length; ) {
      int next = next(in);
      found = (byte) next == PREAMBLE[found] ? found + 1 : (byte) next == PREAMBLE[0] ? 1 : 0;
    }
    int high = next(in);
    int low = next(in);
    int length = high << 8 | low;
    if (length < 1 || length > LONGEST) {
      throw new IOException("A reader's frame has the length " + length);
    }
    var body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("A reader's frame was cut short");
    }
    byte check = (byte) (high ^ low ^ check(body, 0, length - 1));
    if (check != body[length - 1]) {
      throw new IOException("A reader's frame has a wrong check byte");
    }
    return Arrays.copyOf(body, length - 1);
  }

  private static int next(InputStream in) throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("The reader closed the connection");
    }
    return next;
  }

  private static byte check(byte[] bytes, int from, int to) {
    byte check = 0;
    for (int i = from; i < to; i++) {
      check ^= bytes[i];
    }
    return check;
  }
}
