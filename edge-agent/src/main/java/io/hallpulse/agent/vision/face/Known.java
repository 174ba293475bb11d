package io.hallpulse.agent.vision.face;

import java.util.Optional;

/** Whose template is nearest, if near enough; the store's part in recognising. */
@FunctionalInterface
public interface Known {
  /** A visitor's pseudonym. */
  Optional<String> visitor(Template template);
}
