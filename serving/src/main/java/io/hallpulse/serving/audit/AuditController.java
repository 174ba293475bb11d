package io.hallpulse.serving.audit;

import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;
import java.util.List;

/** Who did what. */
@Controller("/api/v1/audit")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "people")
final class AuditController {
  private final Audit audit;

  AuditController(Audit audit) {
    this.audit = audit;
  }

  @Get("{?before,limit}")
  @Operation(
      summary = "The audit",
      description =
          "The newest entries first. A look at personal data has as its subject the path that was"
              + " asked for, or sql/ and Trino's id of a query. `./hallpulse audit verify` checks"
              + " the chain of hashes.",
      security = @SecurityRequirement(name = "password"))
  List<AuditRow> entries(
      @Parameter(description = "only entries of a lower number") @QueryValue @Nullable Long before,
      @Parameter(description = "1 to 1000") @QueryValue(defaultValue = "100") int limit)
      throws SQLException {
    if (limit < 1 || limit > 1_000) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER, "limit must be 1 to 1000, got " + limit);
    }
    return audit.before(before == null ? Long.MAX_VALUE : before, limit);
  }
}
