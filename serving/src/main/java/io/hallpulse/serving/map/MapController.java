package io.hallpulse.serving.map;

import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.Scope;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

/** The map of a district: the configured one, else a drawing of the product's own. */
@Controller("/api/v1/map/{district}")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "map")
final class MapController {
  private final Maps maps;
  private final Scope access;

  MapController(Maps maps, Scope access) {
    this.maps = maps;
    this.access = access;
  }

  @Get
  @Operation(
      summary = "Map of a district",
      description =
          "Shapes of its subdistricts, with the attribution that must be shown beside them. A"
              + " schematic map tells who lies beside whom, not where a boundary runs.")
  DistrictMap map(HttpRequest<?> request, String district) {
    access.requireDistrict(Caller.of(request), district);
    return maps.of(district)
        .orElseThrow(
            () ->
                new ServingException(
                    Reason.UNKNOWN_MAP,
                    "There is no map of %s; HALLPULSE_MAP_FILE may name one".formatted(district)));
  }
}
