package io.hallpulse.trino.login;

import static java.lang.System.Logger.Level.WARNING;

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
import java.util.regex.Pattern;

/**
 * Knows the passwords of those who may ask in SQL. The file is read anew every two seconds, so that
 * a changed password or a disabled account holds by then, and without serving its last word holds.
 */
final class Logins implements PasswordAuthenticator {
  private static final System.Logger LOG = System.getLogger(Logins.class.getName());

  /** People type their password into the wrong field; such a thing goes nowhere. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]{1,100}");

  private static final String PROGRAM = "program/";

  /** Each comparison takes 19 MiB while it is made. */
  private static final int AT_ONCE = 2;

  private final Path file;
  private final long patience;
  private final LongSupplier nanos;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final Guesses guesses;
  private final FailedLogins failed;
  private final RecentPasswords recent = new RecentPasswords();
  private final String nobodys = PasswordHash.of("", new SecureRandom());
  private volatile Seen seen;

  private record Seen(Map<String, String> hashes, long at) {}

  Logins(Path file, Duration patience, LongSupplier nanos, FailedLogins failed) {
    this.file = file;
    this.patience = patience.toNanos();
    this.nanos = nanos;
    this.guesses = new Guesses(nanos);
    this.failed = failed;
    this.seen = read();
  }

  @Override
  public Principal createAuthenticatedPrincipal(String name, String password) {
    var hash = hashes().get(name);
    // A client sends its password with each request; Argon2 is meant to be slow.
    if (hash != null && recent.knows(hash, password)) {
      return new BasicPrincipal(name);
    }
    var shown = NAME.matcher(name).matches() ? name : "";
    // With the hash: a password that is set anew ends the wait.
    var key = shown + ":" + hash;
    // Programs have passwords that nobody guesses: nobody shall make them wait.
    if (hash == null || !name.startsWith(PROGRAM)) {
      requireTurn(key, shown);
    }
    // As slow for nobody's account, so that the time does not tell which there are.
    if (!matches(password, hash == null ? nobodys : hash) || hash == null) {
      failed.wrong(shown);
      guesses.left(key).ifPresent(wait -> tell(shown, wait));
      throw new AccessDeniedException("The name or the password is wrong");
    }
    guesses.forget(key);
    recent.keep(hash, password);
    return new BasicPrincipal(name);
  }

  private void requireTurn(String key, String shown) {
    var wait = guesses.take(key);
    if (wait.isPresent()) {
      failed.unheard(shown);
      throw new AccessDeniedException(
          "Too many wrong passwords; try again in %d s".formatted(wait.get().toSeconds() + 1));
    }
  }

  private static void tell(String shown, Duration wait) {
    LOG.log(
        WARNING,
        "Too many wrong passwords for %s: it waits %d s"
            .formatted(shown.isEmpty() ? "what can be no name" : shown, wait.toSeconds() + 1));
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
