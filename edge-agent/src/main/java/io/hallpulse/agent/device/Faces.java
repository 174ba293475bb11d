package io.hallpulse.agent.device;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Faces of those who agreed to be known by them. Templates stay on the device; outside of it a face
 * is the visitor's token. Called where waiting is allowed.
 */
public interface Faces {
  /** What the screen says next to whoever stands before it. */
  enum Say {
    NOBODY,
    SEVERAL,
    COME_NEARER,
    TURN_LEFT,
    TURN_RIGHT,
    TURN_BACK,
    REFUSED,
    DONE
  }

  /**
   * How a look goes on.
   *
   * @param word under which the next picture belongs to the same look
   */
  record Look(String word, Say say) {}

  /**
   * Faces here, for whoever looks after the device.
   *
   * @param keptDays after which a template is deleted, 0 while there are none
   * @param filingDuty NONE, NEAR or DUE: from 100,000 on they must be filed
   * @param problem why there are none although the settings want them
   */
  record State(boolean on, int kept, int keptDays, String filingDuty, @Nullable String problem) {}

  /** A device without them, which is no problem. */
  Faces NONE = new NoFaces(null);

  boolean isReady();

  /**
   * Goes on with a look, or begins one.
   *
   * @param word of the look before, null for a new one
   * @param image JPEG or PNG; it is looked at and dropped
   */
  Look look(@Nullable String word, byte[] image);

  /** The token of whose face it is, empty if nobody's who is known; ends a look that is DONE. */
  Optional<String> whoIs(String word);

  /**
   * Records that somebody agreed; it is on the disk when this returns.
   *
   * @param guardianToken of the guardian, without whom a child under 14 cannot agree
   */
  void agree(
      String visitorToken,
      LocalDate born,
      @Nullable String guardianToken,
      String channel,
      LocalDate today)
      throws IOException;

  /** Keeps the face of a look that is DONE, for a visitor who agreed; ends the look. */
  void enrol(String visitorToken, String word) throws IOException;

  /** Takes the consent back and deletes the template, at once; whether there was one. */
  boolean forget(String visitorToken) throws IOException;

  boolean knows(String visitorToken);

  State state();
}
