package io.hallpulse.serving.quality;

import io.hallpulse.domain.face.FilingDuty;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.Policy.Sight;
import io.hallpulse.serving.access.Scope;
import io.hallpulse.serving.device.FaceCounts;
import io.hallpulse.serving.device.FaceCounts.Told;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;
import java.util.List;

/** How many faces the halls keep, and whether the law asks for a filing. */
@Controller("/api/v1/quality/faces")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "quality")
final class FacesController {
  private final FaceCounts counts;
  private final Scope scope;

  FacesController(FaceCounts counts, Scope scope) {
    this.counts = counts;
    this.scope = scope;
  }

  /**
   * Faces of the halls that the caller sees.
   *
   * @param filingDuty NONE, NEAR or DUE by the faces of all halls, seen or not: it is the
   *     operator's
   * @param dueFrom so many faces must be filed
   * @param leftOut revoked devices, with what they said last: not in use any more, and not counted
   */
  @Schema(name = "FacesKept")
  record Faces(
      long kept, FilingDuty filingDuty, int dueFrom, List<Told> devices, List<Told> leftOut) {}

  @Get
  @Operation(
      summary = "Faces kept",
      description =
          "Of each device that recognises faces, as it said last, and all of them together: from"
              + " 100,000 on they must be filed. Who is limited to a district or a hall sees its"
              + " devices, added up; the duty to file is of all halls together. Revoked devices do"
              + " not count; those that kept faces are named as left out.",
      security = @SecurityRequirement(name = "password"))
  Faces faces(HttpRequest<?> request) throws SQLException {
    var caller = Caller.of(request);
    var all = counts.inUse();
    var seen = seen(caller, all);
    return new Faces(
        kept(seen),
        FilingDuty.at(kept(all)),
        FilingDuty.DUE_FROM,
        seen,
        seen(caller, counts.revoked()));
  }

  private List<Told> seen(Caller caller, List<Told> devices) {
    return devices.stream()
        .filter(each -> scope.shows(caller, Sight.STAFF_IDS, each.hallId()))
        .toList();
  }

  private static long kept(List<Told> devices) {
    return devices.stream().mapToLong(Told::kept).sum();
  }
}
