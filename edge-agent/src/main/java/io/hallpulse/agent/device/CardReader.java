package io.hallpulse.agent.device;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Reads identity cards. */
public interface CardReader {
  /**
   * Waits for a card. Called where waiting is allowed.
   *
   * @return empty if none came in time
   * @throws IOException if the reader does not answer, or what it answers cannot be understood
   */
  Optional<IdCard> read(Duration patience) throws IOException;
}
