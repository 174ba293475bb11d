package io.hallpulse.schemas.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * How a password is kept: Argon2id with 19 MiB, two passes, one lane, a salt of 16 and a hash of 32
 * bytes, written as a PHC string; these parameters are the least that OWASP recommends, and heaps
 * are small. Serving writes such hashes, Trino's login reads them.
 */
public final class PasswordHash {
  private static final int KIBIBYTES = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final String FORM = "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s";

  private PasswordHash() {}

  public static String of(String password, SecureRandom random) {
    var salt = new byte[16];
    random.nextBytes(salt);
    return FORM.formatted(
        KIBIBYTES,
        PASSES,
        LANES,
        text(salt),
        text(derive(password, salt, KIBIBYTES, PASSES, LANES, 32)));
  }

  public static boolean matches(String password, String hash) {
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

  private static byte[] derive(
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
    generator.generateBytes(password.getBytes(UTF_8), derived);
    return derived;
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }
}
