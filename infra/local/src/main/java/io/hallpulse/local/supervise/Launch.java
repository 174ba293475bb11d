package io.hallpulse.local.supervise;

import java.util.List;
import java.util.Map;

/**
 * How a program is started.
 *
 * @param environment added to the supervisor's own; secrets go here, never into the command
 */
public record Launch(List<String> command, Map<String, String> environment) {
  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
