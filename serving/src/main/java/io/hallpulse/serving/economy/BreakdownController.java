package io.hallpulse.serving.economy;

import io.hallpulse.schemas.live.LiveCell;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.Scope;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A combination of market entities, broken down: by subdistrict, industry or type. */
@Controller("/api/v1/live/economy/{district}/breakdown")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "economy")
final class BreakdownController {
  private final EconomyStore store;
  private final Scope access;

  BreakdownController(EconomyStore store, Scope access) {
    this.store = store;
    this.access = access;
  }

  /**
   * A part of the whole.
   *
   * @param id name of a subdistrict, section or type
   */
  @Schema(name = "EconomyPart")
  record Part(String id, List<Figure> figures) {}

  @Get("{?by,subdistrict,industry,type}")
  @Operation(
      summary = "Any combination now, broken down",
      description =
          "The figures of /api/v1/live/economy/{district}/combination, one for each subdistrict,"
              + " industry or type that has any of it.")
  List<Part> now(
      HttpRequest<?> request,
      String district,
      @Parameter(description = "subdistrict, industry or type")
          @QueryValue(defaultValue = "subdistrict")
          String by,
      @QueryValue(defaultValue = "") String subdistrict,
      @QueryValue(defaultValue = "") String industry,
      @QueryValue(defaultValue = "") String type) {
    access.requireDistrict(Caller.of(request), district);
    var dimension = dimension(by);
    var combination =
        new Combination(
            Combination.list(subdistrict), Combination.list(industry), Combination.list(type));
    var parts =
        store.cells(district, combination::has).stream()
            .collect(Collectors.groupingBy(dimension, TreeMap::new, Collectors.toList()));
    return parts.entrySet().stream()
        .map(part -> new Part(part.getKey(), Combination.figures(part.getValue())))
        .toList();
  }

  private static Function<LiveCell, String> dimension(String by) {
    return switch (by) {
      case "subdistrict" -> LiveCell::getSubdistrict;
      case "industry" -> LiveCell::getIndustry;
      case "type" -> LiveCell::getEntityType;
      default ->
          throw new ServingException(
              Reason.UNUSABLE_PARAMETER, "by must be subdistrict, industry or type, got " + by);
    };
  }
}
