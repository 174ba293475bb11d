package io.hallpulse.schemas.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passwords that were right a short while ago, as salted hashes of this process. A password that
 * was changed is unknown at once, since the account's hash is part of it.
 */
public final class RecentPasswords {
  private static final long KEPT = Duration.ofMinutes(5).toNanos();
  private static final int MOST = 1_000;

  private final byte[] salt = new byte[32];
  private final Map<String, Long> since = new ConcurrentHashMap<>();

  public RecentPasswords() {
    new SecureRandom().nextBytes(salt);
  }

  public boolean knows(String hash, String password) {
    var at = since.get(key(hash, password));
    return at != null && System.nanoTime() - at < KEPT;
  }

  public void keep(String hash, String password) {
    if (since.size() >= MOST) {
      since.clear();
    }
    since.put(key(hash, password), System.nanoTime());
  }

  private String key(String hash, String password) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      digest.update(hash.getBytes(UTF_8));
      digest.update(password.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
