package io.hallpulse.agent.device;

import java.net.URI;
import java.util.List;

/** Where other devices of the hall show their cameras' live video. */
@FunctionalInterface
public interface OtherVideo {
  /**
   * A device says so, again and again; what it does not repeat is forgotten.
   *
   * @param counters that its cameras show
   * @param key with which links to it are signed
   */
  void tell(URI address, List<String> counters, byte[] key);
}
