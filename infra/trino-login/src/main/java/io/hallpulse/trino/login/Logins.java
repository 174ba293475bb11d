package io.hallpulse.trino.login;

import io.hallpulse.schemas.access.PasswordHash;
import io.hallpulse.schemas.access.RecentPasswords;
import io.hallpulse.schemas.access.SqlLogins;
import io.trino.spi.security.AccessDeniedException;
import io.trino.spi.security.BasicPrincipal;
import io.trino.spi.security.PasswordAuthenticator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.Principal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Knows the passwords of those who may ask in SQL. The file is read anew every two seconds, so that
 * a changed password or a disabled account holds by then, and without serving its last word holds.
 */
final class Logins implements PasswordAuthenticator {
  /** Each comparison takes 19 MiB while it is made. */
  private static final int AT_ONCE = 2;

  private final Path file;
  private final long patience;
  private final LongSupplier nanos;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final RecentPasswords recent = new RecentPasswords();
  private final String nobodys = PasswordHash.of("", new SecureRandom());
  private volatile Seen seen;

  private record Seen(Map<String, String> hashes, long at) {}

  Logins(Path file, Duration patience, LongSupplier nanos) {
    this.file = file;
    this.patience = patience.toNanos();
    this.nanos = nanos;
    this.seen = read();
  }

  @Override
  public Principal createAuthenticatedPrincipal(String name, String password) {
    var hash = hashes().get(name);
    // A client sends its password with each request; Argon2 is meant to be slow.
    if (hash != null && recent.knows(hash, password)) {
      return new BasicPrincipal(name);
    }
    // As slow for nobody's account, so that the time does not tell which there are.
    if (!matches(password, hash == null ? nobodys : hash) || hash == null) {
      throw new AccessDeniedException("The name or the password is wrong");
    }
    recent.keep(hash, password);
    return new BasicPrincipal(name);
  }

  private Map<String, String> hashes() {
    var known = seen;
    if (nanos.getAsLong() - known.at() < patience) {
      return known.hashes();
    }
    known = read();
    seen = known;
    return known.hashes();
  }

  private Seen read() {
    try {
      return new Seen(SqlLogins.read(file).hashes(), nanos.getAsLong());
    } catch (IOException e) {
      throw new UncheckedIOException("Nobody can sign in to Trino: " + e.getMessage(), e);
    }
  }

  private boolean matches(String password, String hash) {
    turns.acquireUninterruptibly();
    try {
      return PasswordHash.matches(password, hash);
    } finally {
      turns.release();
    }
  }
}
