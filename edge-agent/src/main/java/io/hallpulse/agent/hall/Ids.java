package io.hallpulse.agent.hall;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes UUIDv7: in the order of time, and not to be guessed. */
public final class Ids {
  private final RandomGenerator random;

  public Ids() {
    this(new SecureRandom());
  }

  public Ids(RandomGenerator random) {
    this.random = random;
  }

  public String next(long micros) {
    long time = (micros / 1_000) << 16;
    long version = 0x7000 | (random.nextLong() >>> 52);
    long variant = 0x8000_0000_0000_0000L | (random.nextLong() >>> 2);
    return new UUID(time | version, variant).toString();
  }
}
