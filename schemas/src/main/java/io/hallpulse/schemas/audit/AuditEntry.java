package io.hallpulse.schemas.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

/**
 * Something that somebody did, as the audit keeps it.
 *
 * @param number its place in the chain, from 1, without gaps
 * @param at when, in whole microseconds
 * @param actor account or device, {@code -} for nobody known
 * @param role of the actor then
 * @param address that it came from
 * @param action what was done
 * @param subject to what
 * @param detail what else is worth knowing; never a password or a name of a clerk
 */
public record AuditEntry(
    long number,
    Instant at,
    String actor,
    String role,
    String address,
    String action,
    String subject,
    String detail) {
  /** What the first entry follows. */
  public static final String BEGINNING = "0".repeat(64);

  /**
   * SHA-256 over the previous hash and every field, each with its length before it, so that no text
   * can move from one field to the next unseen.
   */
  public String hash(String previous) {
    var micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
    var digest = sha256();
    for (var field :
        List.of(
            previous,
            Long.toString(number),
            Long.toString(micros),
            actor,
            role,
            address,
            action,
            subject,
            detail)) {
      var bytes = field.getBytes(UTF_8);
      digest.update((bytes.length + ":").getBytes(UTF_8));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
