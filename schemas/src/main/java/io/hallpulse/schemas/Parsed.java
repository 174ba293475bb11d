package io.hallpulse.schemas;

/**
 * What came of reading something: a value, or the reason why there is none. Bad input is no
 * exception.
 */
public sealed interface Parsed<T> {
  record Accepted<T>(T value) implements Parsed<T> {}

  /**
   * @param reason names the value and the place, so that a person can act on it
   */
  record Rejected<T>(String reason) implements Parsed<T> {}
}
