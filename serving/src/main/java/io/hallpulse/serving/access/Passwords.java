package io.hallpulse.serving.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id with 19 MiB, two passes, one lane, a salt of 16 and a hash of 32 bytes, written as PHC
 * strings; these parameters are the least that OWASP recommends, and the heap is small.
 */
@Singleton
final class Passwords {
  private static final int KIBIBYTES = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final String FORM = "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s";

  /** Each hash takes its 19 MiB while it is made. */
  private static final int AT_ONCE = 2;

  private final SecureRandom random = new SecureRandom();
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final String nobodys = hash(made());

  String hash(String password) {
    var salt = new byte[16];
    random.nextBytes(salt);
    return FORM.formatted(
        KIBIBYTES,
        PASSES,
        LANES,
        text(salt),
        text(derive(password, salt, KIBIBYTES, PASSES, LANES, 32)));
  }

  boolean matches(String password, String hash) {
    var parts = hash.split("\\$", -1);
    var costs = parts[3].split("[=,]", -1);
    var expected = Base64.getDecoder().decode(parts[5]);
    var derived =
        derive(
            password,
            Base64.getDecoder().decode(parts[4]),
            Integer.parseInt(costs[1]),
            Integer.parseInt(costs[3]),
            Integer.parseInt(costs[5]),
            expected.length);
    return MessageDigest.isEqual(expected, derived);
  }

  /** Takes as long as a comparison, so that the time does not tell which accounts there are. */
  void matchesNobody(String password) {
    var unused = matches(password, nobodys);
  }

  /** A password that nobody can guess. */
  String made() {
    var bytes = new byte[15];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private byte[] derive(
      String password, byte[] salt, int kibibytes, int passes, int lanes, int length) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(salt)
            .withMemoryAsKB(kibibytes)
            .withIterations(passes)
            .withParallelism(lanes)
            .build());
    var derived = new byte[length];
    turns.acquireUninterruptibly();
    try {
      generator.generateBytes(password.getBytes(UTF_8), derived);
    } finally {
      turns.release();
    }
    return derived;
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }
}
