package io.hallpulse.schemas.grant;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hallpulse.schemas.Parsed;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Proof of who wrote a batch, in a header of its record: a version (1 byte), the writer (8), the
 * HMAC (32), the signer's name. Whatever the bytes are, reading them gives a value or a reason.
 *
 * @param writer drawn at random when the signer's store was made, so that two stores that number
 *     the same epoch can be told apart; {@link #NO_STORE} if it has none
 * @param hmac as {@link SigningKey} makes it
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares signatures
public record Signature(Signer signer, long writer, byte[] hmac) {
  /** Name of the header. */
  public static final String HEADER = "signature";

  /** The writer of who keeps no store of its own and sends what others have numbered. */
  public static final long NO_STORE = 0;

  static final byte VERSION = 1;
  private static final int HMAC_BYTES = 32;
  private static final int FIXED_BYTES = 1 + Long.BYTES + HMAC_BYTES;
  private static final int MOST_BYTES = 512;

  public byte[] bytes() {
    var name = signer.toString().getBytes(UTF_8);
    return ByteBuffer.allocate(FIXED_BYTES + name.length)
        .put(VERSION)
        .putLong(writer)
        .put(hmac)
        .put(name)
        .array();
  }

  public static Parsed<Signature> read(byte[] header) {
    if (header.length == 0) {
      return new Parsed.Rejected<>("the record has no header " + HEADER);
    }
    if (header[0] != VERSION) {
      return new Parsed.Rejected<>(
          "signature is of version %d, known here is %d".formatted(header[0], VERSION));
    }
    if (header.length <= FIXED_BYTES || header.length > MOST_BYTES) {
      return new Parsed.Rejected<>(
          "signature must have %d to %d bytes, got %d"
              .formatted(FIXED_BYTES + 1, MOST_BYTES, header.length));
    }
    var signer = Signer.read(new String(header, FIXED_BYTES, header.length - FIXED_BYTES, UTF_8));
    if (signer instanceof Parsed.Accepted<Signer> known) {
      return new Parsed.Accepted<>(
          new Signature(
              known.value(),
              ByteBuffer.wrap(header).getLong(1),
              Arrays.copyOfRange(header, 1 + Long.BYTES, FIXED_BYTES)));
    }
    return new Parsed.Rejected<>(((Parsed.Rejected<Signer>) signer).reason());
  }
}
