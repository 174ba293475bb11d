package io.hallpulse.domain.market;

/**
 * All that was said of an entity, as it is kept: packed, in fold order.
 *
 * @param packed the events
 * @param events how many they are, repeats left out
 * @param revision of the newest rows about it
 */
public record EntityHistory(byte[] packed, int events, long revision) {
  private static final byte[] NOTHING = {};

  public static EntityHistory nothing(long revision) {
    return new EntityHistory(NOTHING, 0, revision);
  }
}
