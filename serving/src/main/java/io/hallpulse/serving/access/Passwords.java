package io.hallpulse.serving.access;

import io.hallpulse.schemas.access.PasswordHash;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Makes and compares passwords, a few at a time. */
@Singleton
final class Passwords {
  /** Each hash takes its 19 MiB while it is made. */
  private static final int AT_ONCE = 2;

  private final SecureRandom random = new SecureRandom();
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final String nobodys = hash(made());

  String hash(String password) {
    return inTurn(() -> PasswordHash.of(password, random));
  }

  boolean matches(String password, String hash) {
    return inTurn(() -> PasswordHash.matches(password, hash));
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

  private <T> T inTurn(Supplier<T> work) {
    turns.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }
}
