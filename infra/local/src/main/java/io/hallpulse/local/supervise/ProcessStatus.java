package io.hallpulse.local.supervise;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * How a program is doing.
 *
 * @param pid null while no process of it lives
 * @param port 0 when it listens on none
 * @param startedAtMillis when its process was started, 0 for never
 * @param restarts how often it was started again after it ended by itself
 * @param healthyOnce whether it has been healthy since the stack was started
 * @param detail what a person should know about the state, empty for nothing
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ProcessStatus(
    String name,
    @Nullable Long pid,
    int port,
    State state,
    long startedAtMillis,
    long uptimeSeconds,
    long memoryBytes,
    int restarts,
    boolean healthyOnce,
    String detail) {

  static ProcessStatus of(Program program) {
    return new ProcessStatus(
        program.name(), null, program.port(), State.STARTING, 0, 0, 0, 0, false, "");
  }

  ProcessStatus in(State next, String why) {
    boolean healthy = healthyOnce || next == State.RUNNING;
    return new ProcessStatus(
        name, pid, port, next, startedAtMillis, uptimeSeconds, memoryBytes, restarts, healthy, why);
  }

  ProcessStatus startedAs(long newPid, long atMillis) {
    return new ProcessStatus(
        name, newPid, port, State.STARTING, atMillis, 0, 0, restarts, healthyOnce, "");
  }

  ProcessStatus ended(State next, String why, int restartsNow) {
    return new ProcessStatus(
        name, null, port, next, startedAtMillis, 0, 0, restartsNow, healthyOnce, why);
  }

  ProcessStatus measured(long nowMillis, long bytes) {
    long uptime = pid == null ? 0 : Math.max(0, (nowMillis - startedAtMillis) / 1000);
    return new ProcessStatus(
        name, pid, port, state, startedAtMillis, uptime, bytes, restarts, healthyOnce, detail);
  }
}
