package io.hallpulse.serving.economy;

import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.reference.Names;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** Changes of the registry, pushed. */
@Controller("/api/v1/economy")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "economy")
final class RegistryController {
  private static final int LONGEST_KEY = 200;

  private final RegistryPush push;
  private final Names names;
  private final Audit audit;

  RegistryController(RegistryPush push, Names names, Audit audit) {
    this.push = push;
    this.names = names;
    this.audit = audit;
  }

  @Post("/{district}/changes")
  @Consumes("application/x-ndjson")
  @Operation(
      summary = "Push changes of the registry",
      description =
          "One change a line, as in a feed of JSON lines; source, epoch, seq, district and recorded"
              + " are given here. Lines that are turned away are listed with field and reason, the"
              + " others are let in. The same push again with the same Idempotency-Key changes"
              + " nothing and is answered as before; other content under a key is refused with 409.",
      security = @SecurityRequirement(name = "password"))
  PushResult changes(
      HttpRequest<?> request,
      String district,
      @Parameter(description = "a name of this push, 1 to 200 characters")
          @Header("Idempotency-Key")
          @Nullable
          String key,
      @RequestBody(
              content =
                  @Content(
                      mediaType = "application/x-ndjson",
                      schema = @Schema(type = "string", description = "one change a line")))
          @Body
          byte[] body)
      throws SQLException {
    var caller = Caller.of(request);
    requireDistrict(caller, district);
    if (key == null || key.isBlank() || key.length() > LONGEST_KEY) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER,
          "The header Idempotency-Key must name this push with 1 to %d characters"
              .formatted(LONGEST_KEY));
    }
    var result = push.take(caller.name(), district, key, new String(body, StandardCharsets.UTF_8));
    audit.add(
        caller,
        Action.REGISTRY_PUSHED,
        request.getPath(),
        "key %s: %d accepted, %d rejected"
            .formatted(key, result.accepted(), result.rejected().size()));
    return result;
  }

  /** A device speaks for the district of its hall, an account for the one it is limited to. */
  private void requireDistrict(Caller caller, String district) {
    var hall = caller.hall();
    boolean may =
        hall == null
            ? caller.district() == null || caller.district().equals(district)
            : names.hall(hall).filter(known -> known.district().equals(district)).isPresent();
    if (!may) {
      throw new ServingException(
          Reason.NOT_ALLOWED,
          "%s may not tell changes of the district %s".formatted(caller.name(), district));
    }
  }
}
