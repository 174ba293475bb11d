package io.hallpulse.serving.access;

import io.hallpulse.serving.problem.ServingException;
import jakarta.inject.Singleton;

/**
 * Slows down who guesses passwords: of one account from one address, and of any from one address.
 * There is no limit for an account alone, or anybody could lock anybody out.
 */
@Singleton
final class LoginLimit {
  private static final int ADDRESS_FACTOR = 10;

  private final Buckets accounts;
  private final Buckets addresses;

  LoginLimit(AccessSettings settings) {
    this.accounts = new Buckets(settings.failuresPerMinute(), System::nanoTime);
    this.addresses = new Buckets(settings.failuresPerMinute() * ADDRESS_FACTOR, System::nanoTime);
  }

  /** Counts an attempt, before the costly comparison. */
  void take(String name, String address) {
    addresses
        .take(address)
        .or(() -> accounts.take(key(name, address)))
        .ifPresent(
            wait -> {
              throw ServingException.tooMany("Too many wrong passwords", wait);
            });
  }

  /** The attempt was a good one. */
  void giveBack(String name, String address) {
    accounts.giveBack(key(name, address));
    addresses.giveBack(address);
  }

  private static String key(String name, String address) {
    return name + " " + address;
  }
}
