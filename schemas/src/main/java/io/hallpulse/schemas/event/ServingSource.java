package io.hallpulse.schemas.event;

/**
 * The source by which serving says what was decided in it: one of its own for each hall. It speaks
 * when somebody does something, so that its silence and its progress say nothing of the hall's
 * time.
 */
public final class ServingSource {
  private static final String PREFIX = "serving-";

  private ServingSource() {}

  /** The name of a hall's. */
  public static String of(String hallId) {
    return PREFIX + hallId;
  }

  /** Whether a source is one. */
  public static boolean is(String source) {
    return source.startsWith(PREFIX);
  }
}
