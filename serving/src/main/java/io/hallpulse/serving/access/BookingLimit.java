package io.hallpulse.serving.access;

import io.hallpulse.serving.problem.ServingException;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;

/** Slows down who would book all places away: nobody has to say who he is. */
@Singleton
public final class BookingLimit {
  private final Buckets addresses;

  BookingLimit(@Value("${hallpulse.limit.bookings:20}") int perMinute) {
    if (perMinute <= 0) {
      throw new IllegalArgumentException(
          "HALLPULSE_LIMIT_BOOKINGS must be more than nothing, got " + perMinute);
    }
    this.addresses = new Buckets(perMinute, System::nanoTime);
  }

  /** Counts one. */
  public void take(Caller caller) {
    addresses
        .take(caller.address())
        .ifPresent(
            wait -> {
              throw ServingException.tooMany("Too many appointments", wait);
            });
  }
}
