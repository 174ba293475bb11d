package io.hallpulse.serving.quality;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.serving.Settings;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.Policy.Sight;
import io.hallpulse.serving.access.Scope;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.history.Lake;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.quality.Redrives.Redrive;
import io.hallpulse.serving.reference.Names;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether all events are in the facts, which are not, and the way to put that right. */
@Controller("/api/v1/quality")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "quality")
final class QualityController {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Settings settings;
  private final DeadLetters letters;
  private final Redrives redrives;
  private final Lake lake;
  private final Names names;
  private final Scope scope;
  private final Audit audit;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  QualityController(
      Settings settings,
      DeadLetters letters,
      Redrives redrives,
      Lake lake,
      Names names,
      Scope scope,
      Audit audit) {
    this.settings = settings;
    this.letters = letters;
    this.redrives = redrives;
    this.lake = lake;
    this.names = names;
    this.scope = scope;
    this.audit = audit;
  }

  /**
   * A correction.
   *
   * @param origin of a dead letter, or hall/source/epoch/seq of a refused event
   * @param event as it should have been, without source, epoch and seq
   */
  record Corrected(@Nullable String origin, @Nullable ObjectNode event) {
    @Override
    public String toString() {
      return "Corrected[%s]".formatted(origin);
    }
  }

  @Get("/verdict")
  @Operation(
      summary = "The reconciler's verdict",
      description =
          "As it gives it: state, counts, findings and the newest days. Who is limited to a district"
              + " or a hall sees that of its halls; unreadable records and batches turned away"
              + " belong to none and are left out.",
      security = @SecurityRequirement(name = "password"))
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Object.class)))
  String verdict(HttpRequest<?> request) throws InterruptedException {
    var configured = settings.verdictUrl();
    if (configured == null) {
      throw unavailable("no reconciler is configured", null);
    }
    var url = configured + only(Caller.of(request));
    try {
      var answer =
          http.send(
              java.net.http.HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw unavailable("the reconciler answers %d".formatted(answer.statusCode()), null);
      }
      return answer.body();
    } catch (IOException e) {
      throw unavailable("the reconciler does not answer", e);
    }
  }

  /**
   * Which halls to ask about. The first is none's: without it, who sees none would ask about all.
   */
  private String only(Caller caller) {
    var halls = halls(caller);
    return halls == null
        ? ""
        : halls.stream()
            .map(hall -> "hall=" + URLEncoder.encode(hall, UTF_8))
            .collect(Collectors.joining("&", "?hall=&", ""));
  }

  /** Those that a caller sees clerks of; null for all. */
  private @Nullable List<String> halls(Caller caller) {
    if (scope.shows(caller, Sight.STAFF_IDS)) {
      return null;
    }
    // His own is his also while nothing is known of it.
    var own = Stream.ofNullable(caller.hall());
    return Stream.concat(own, names.halls().stream().map(Hall::hallId))
        .filter(hall -> scope.shows(caller, Sight.STAFF_IDS, hall))
        .distinct()
        .toList();
  }

  @Get("/dead-letters{?limit}")
  @Operation(
      summary = "Dead letters",
      description =
          "What could not be read or may not be written, the last first. They may hold anything, so"
              + " a look at them is kept in the audit, and who is limited to a hall or district sees none."
              + " Large ones make the list shorter.",
      security = @SecurityRequirement(name = "password"))
  List<Letter> deadLetters(
      HttpRequest<?> request,
      @Parameter(description = "1 to 1000") @QueryValue(defaultValue = "200") int limit)
      throws SQLException {
    if (limit < 1 || limit > 1_000) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER, "limit must be 1 to 1000, got " + limit);
    }
    var caller = Caller.of(request);
    scope.require(caller, Sight.VISITOR_TOKENS, request.getPath());
    audit.add(caller, Action.PERSONAL_DATA_SEEN, request.getPath(), "dead letters as they came");
    return letters.newest(limit);
  }

  @Get("/halls/{hallId}/events/{source}/{epoch}/{seq}{?date}")
  @Operation(
      summary = "One stored event",
      description = "With all its fields, to be corrected. A look at it is kept in the audit.",
      security = @SecurityRequirement(name = "password"))
  ObjectNode event(
      HttpRequest<?> request,
      String hallId,
      String source,
      long epoch,
      long seq,
      @Parameter(description = "the event's local date, YYYY-MM-DD") @QueryValue LocalDate date)
      throws SQLException {
    var caller = Caller.of(request);
    scope.require(caller, Sight.VISITOR_TOKENS, hallId, request.getPath());
    audit.add(caller, Action.PERSONAL_DATA_SEEN, request.getPath(), "an event's fields");
    return lake
        .ask(StoredEvent.ONE, StoredEvent::of, date.toString(), hallId, source, epoch, seq)
        .stream()
        .findFirst()
        .orElseThrow(
            () ->
                new ServingException(
                    Reason.UNKNOWN_EVENT,
                    "The lake has no event %s/%d/%d of hall %s on %s"
                        .formatted(source, epoch, seq, hallId, date)));
  }

  @Get("/redrives")
  @Operation(
      summary = "What was sent again",
      description = "The last first.",
      security = @SecurityRequirement(name = "password"))
  List<Redrive> redrives(HttpRequest<?> request) throws SQLException {
    return redrives.newest(halls(Caller.of(request)));
  }

  @Post("/redrives")
  @Operation(
      summary = "Send an event again, corrected",
      description =
          "It keeps its own time and comes in under serving's source of its hall, signed; each"
              + " origin once. What was refused stays as it is.",
      security = @SecurityRequirement(name = "password"))
  Redrive redrive(HttpRequest<?> request, @Body Corrected corrected) throws SQLException {
    var text = corrected.origin();
    var event = corrected.event();
    if (text == null || event == null) {
      throw new ServingException(Reason.UNUSABLE_PARAMETER, "origin and event must be in the body");
    }
    var origin = new Origin(text);
    var caller = Caller.of(request);
    var hallId = event.path("hall_id").asText("");
    scope.require(caller, Sight.VISITOR_TOKENS, hallId, request.getPath());
    if (origin.isDeadLetter()) {
      scope.require(caller, Sight.VISITOR_TOKENS, text);
    } else if (!origin.isOf(hallId)) {
      throw new ServingException(
          Reason.UNUSABLE_EVENT,
          "%s is no event of the hall %s: a correction stays in its hall".formatted(text, hallId));
    }
    return redrives.send(caller, text, event);
  }

  private static ServingException unavailable(String why, @Nullable Exception cause) {
    var detail = "There is no verdict: %s".formatted(why);
    return cause == null
        ? new ServingException(Reason.VERDICT_UNAVAILABLE, detail)
        : new ServingException(Reason.VERDICT_UNAVAILABLE, detail, cause);
  }
}
