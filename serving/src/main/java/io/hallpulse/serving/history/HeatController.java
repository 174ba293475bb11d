package io.hallpulse.serving.history;

import io.hallpulse.domain.health.Heat;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** How hot the half hours of a hall's units were. */
@Controller("/api/v1/halls/{hallId}/heat")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "history")
final class HeatController {
  private static final int LONGEST_DAYS = 62;

  private final Heats heats;

  HeatController(Heats heats) {
    this.heats = heats;
  }

  @Get("{?from,to}")
  @Operation(
      summary = "Half hours of a hall's units",
      description =
          "How hot each was: load = arrivals per minute × mean handling minutes of the day / open"
              + " counters; COLD below "
              + Heat.COLD_BELOW
              + ", WARM below "
              + Heat.WARM_BELOW
              + ", BUSY below "
              + Heat.BUSY_BELOW
              + ", HOT to "
              + Heat.HOT_TO
              + ", else OVERLOADED. Half hours in which nobody waited, came or was called are missing.")
  List<HeatRow> heat(
      String hallId,
      @Parameter(description = "first local date") @QueryValue LocalDate from,
      @Parameter(description = "last local date") @QueryValue LocalDate to) {
    var days = ChronoUnit.DAYS.between(from, to) + 1;
    if (days < 1 || days > LONGEST_DAYS) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER,
          "from %s to %s is no period of 1 to %d days".formatted(from, to, LONGEST_DAYS));
    }
    return heats.of(hallId, from, to);
  }
}
