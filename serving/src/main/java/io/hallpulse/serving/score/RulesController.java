package io.hallpulse.serving.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.schemas.Parsed;
import io.hallpulse.schemas.reference.Datum;
import io.hallpulse.schemas.reference.ReferenceType;
import io.hallpulse.schemas.reference.RuleSet;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.Scope;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Rules that are not in force yet, tried on a day that is over. */
@Controller("/api/v1/rules")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "health index")
final class RulesController {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FIELDS = Set.of("rules", "scope", "id", "date");

  private final ScoreHistory history;
  private final Refolds refolds;
  private final Scope access;

  RulesController(ScoreHistory history, Refolds refolds, Scope access) {
    this.history = history;
    this.refolds = refolds;
    this.access = access;
  }

  @Post("/preview")
  @Operation(
      summary = "What a past day would have scored",
      description =
          "The body has a rule set (rules), scope, id and date. The day's events are folded again as"
              + " if those rules had held all day: its scope and those within it, as stored and as"
              + " they would have been. Nothing is changed; rules come into force by PUT"
              + " /api/v1/reference/ruleset/{district}. A district takes as long as all its halls.",
      security = @SecurityRequirement(name = "password"))
  List<PreviewRow> preview(
      HttpRequest<?> request,
      @RequestBody(
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = Object.class)))
          @Body
          String body)
      throws SQLException {
    var asked = object(body);
    var rules = rules(asked);
    var scope = text(asked, "scope");
    var id = text(asked, "id");
    var date = date(asked);
    var stored =
        history
            .score(scope, id, date)
            .orElseThrow(
                () ->
                    new ServingException(
                        Reason.UNKNOWN_SCORE,
                        "There is no score of %s %s on %s".formatted(scope, id, date)));
    var caller = Caller.of(request);
    if (stored.hallId() == null) {
      access.requireDistrict(caller, stored.district());
    } else {
      access.require(caller, stored.hallId());
    }
    try {
      return refolds.preview(rules, scope, id, date).stream().map(PreviewRow::of).toList();
    } catch (IllegalArgumentException e) {
      throw unusable(String.valueOf(e.getMessage()), e);
    }
  }

  private static JsonNode object(String body) {
    try {
      var read = JSON.readTree(body);
      if (!read.isObject()) {
        throw unusable("The body must be a JSON object with rules, scope, id and date", null);
      }
      read.fieldNames()
          .forEachRemaining(
              field -> {
                if (!FIELDS.contains(field)) {
                  throw unusable("The body has no field " + field, null);
                }
              });
      return read;
    } catch (JsonProcessingException e) {
      throw unusable("The body is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static RuleSet rules(JsonNode asked) {
    var read = ReferenceType.RULESET.read(asked.path("rules").toString());
    if (read instanceof Parsed.Accepted<Datum> accepted) {
      return (RuleSet) accepted.value();
    }
    throw new ServingException(Reason.UNUSABLE_REFERENCE, ((Parsed.Rejected<Datum>) read).reason());
  }

  private static String text(JsonNode asked, String field) {
    var value = asked.path(field);
    if (!value.isTextual()) {
      throw unusable("%s must be a text, got %s".formatted(field, value), null);
    }
    return value.textValue();
  }

  private static LocalDate date(JsonNode asked) {
    var text = text(asked, "date");
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw unusable("date must be a date YYYY-MM-DD, got " + text, e);
    }
  }

  private static ServingException unusable(String detail, @Nullable Exception cause) {
    return cause == null
        ? new ServingException(Reason.UNUSABLE_PARAMETER, detail)
        : new ServingException(Reason.UNUSABLE_PARAMETER, detail, cause);
  }
}
