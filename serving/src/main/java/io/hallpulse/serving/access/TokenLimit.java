package io.hallpulse.serving.access;

import io.hallpulse.serving.problem.ServingException;
import jakarta.inject.Singleton;

/**
 * Slows down who guesses tokens, of each kind apart; a good one costs nothing, so a hall may share
 * its address.
 */
@Singleton
public final class TokenLimit {
  private static final int ADDRESS_FACTOR = 10;

  private final Buckets addresses;

  TokenLimit(AccessSettings settings) {
    this.addresses = new Buckets(settings.failuresPerMinute() * ADDRESS_FACTOR, System::nanoTime);
  }

  /**
   * Counts an attempt, before the token is looked for.
   *
   * @param kind of token
   */
  public void take(Caller caller, String kind) {
    addresses
        .take(key(caller, kind))
        .ifPresent(
            wait -> {
              throw ServingException.tooMany("Too many unusable tokens", wait);
            });
  }

  /** The attempt was a good one. */
  public void giveBack(Caller caller, String kind) {
    addresses.giveBack(key(caller, kind));
  }

  private static String key(Caller caller, String kind) {
    return kind + " " + caller.address();
  }
}
