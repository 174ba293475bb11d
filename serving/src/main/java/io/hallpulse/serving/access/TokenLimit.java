package io.hallpulse.serving.access;

import io.hallpulse.serving.problem.ServingException;
import jakarta.inject.Singleton;

/**
 * Slows down who guesses the tokens of ratings; a good one costs nothing, so a hall may share its
 * address.
 */
@Singleton
public final class TokenLimit {
  private static final int ADDRESS_FACTOR = 10;

  private final Buckets addresses;

  TokenLimit(AccessSettings settings) {
    this.addresses = new Buckets(settings.failuresPerMinute() * ADDRESS_FACTOR, System::nanoTime);
  }

  /** Counts an attempt, before the token is looked for. */
  public void take(Caller caller) {
    addresses
        .take(caller.address())
        .ifPresent(
            wait -> {
              throw ServingException.tooMany("Too many unusable tokens", wait);
            });
  }

  /** The attempt was a good one. */
  public void giveBack(Caller caller) {
    addresses.giveBack(caller.address());
  }
}
