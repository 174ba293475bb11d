package io.hallpulse.serving.health;

import io.hallpulse.serving.problem.SaysWhyNot;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;

/** Whether this server works, and what it depends on. */
@Controller("/health")
@SaysWhyNot
@Tag(name = "server")
final class HealthController {
  private final Health health;
  private final Clock clock;

  HealthController(Health health, Clock clock) {
    this.health = health;
    this.clock = clock;
  }

  /**
   * The answer of a server that works.
   *
   * @param state UP, as it answers
   */
  record Report(ComponentHealth.State state, Instant serverTime, Components components) {}

  @Get
  @Operation(
      summary = "Health",
      description =
          "200 while the server itself works, whatever its components do; their states say what is"
              + " missing.")
  Report report() {
    return new Report(ComponentHealth.State.UP, clock.instant(), health.now());
  }
}
