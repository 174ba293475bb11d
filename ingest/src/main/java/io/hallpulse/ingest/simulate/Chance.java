package io.hallpulse.ingest.simulate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Random;

/**
 * A seeded source of chance. {@link Random} and {@link StrictMath} give the same bits on every
 * machine.
 */
final class Chance {
  private final Random random;

  private Chance(long seed) {
    this.random = new Random(seed);
  }

  /** Chance of its own for a purpose: the same parts give the same sequence. */
  static Chance of(Object... parts) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        sha256.update((part + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return new Chance(ByteBuffer.wrap(sha256.digest()).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  boolean in(double probability) {
    return random.nextDouble() < probability;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** A whole number between the two, both included. */
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  long bits() {
    return random.nextLong();
  }

  double fraction() {
    return random.nextDouble();
  }

  /** Microseconds between the two numbers of seconds. */
  long seconds(double least, double most) {
    return (long) ((least + (most - least) * random.nextDouble()) * Agenda.SECOND);
  }

  double exponential(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  double lognormal(double mean, double sigma) {
    double mu = StrictMath.log(mean) - sigma * sigma / 2;
    return StrictMath.exp(mu + sigma * random.nextGaussian());
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
