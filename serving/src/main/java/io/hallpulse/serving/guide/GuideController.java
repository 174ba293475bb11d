package io.hallpulse.serving.guide;

import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.reference.Names;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;

/** All that a query screen shows, in one answer: it keeps it, and searches without asking again. */
@Controller("/api/v1/guide")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "reference")
final class GuideController {
  private final Guides guides;
  private final Names names;

  GuideController(Guides guides, Names names) {
    this.guides = guides;
    this.names = names;
  }

  @Get("{?hall}")
  @Operation(
      summary = "What a query screen tells",
      description =
          "Halls, units, items, counters, phones, service points, news, restricted premises and the"
              + " map of a hall's district, as they hold now. Without a hall: the first that is no"
              + " subdistrict's.")
  Guide guide(
      @Parameter(description = "the hall in which the screen stands") @QueryValue @Nullable
          String hall)
      throws SQLException {
    return guides.of(hall(hall));
  }

  private Hall hall(@Nullable String hallId) {
    if (hallId != null) {
      return names
          .hall(hallId)
          .orElseThrow(
              () ->
                  new ServingException(
                      Reason.UNKNOWN_HALL, "Hall %s is unknown".formatted(hallId)));
    }
    return names.halls().stream()
        .filter(each -> each.subdistrict() == null)
        .findFirst()
        .or(() -> names.halls().stream().findFirst())
        .orElseThrow(
            () -> new ServingException(Reason.UNKNOWN_HALL, "The reference data name no hall"));
  }
}
