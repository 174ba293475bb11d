package io.hallpulse.serving.rating;

import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.Policy.Sight;
import io.hallpulse.serving.access.Scope;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.history.Lake;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.reference.Names;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Bad ratings and what is done about them; for those in charge of the hall. */
@Controller("/api/v1/halls/{hallId}")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "ratings")
final class RectificationController {
  private static final String OPEN =
      """
      SELECT rating_id, ticket_id, counter_id, unit_id, item_code, level, reasons, words,
        given_at, contact_due, contacted_at, close_due, state
      FROM lake.hall.ratings_latest
      WHERE hall_id = ? AND state IN ('open', 'contacted', 'overdue')
      ORDER BY close_due, rating_id
      LIMIT 1000
      """;

  private final Lake lake;
  private final Decisions decisions;
  private final Names names;
  private final Scope scope;
  private final Audit audit;
  private final Clock clock;

  RectificationController(
      Lake lake, Decisions decisions, Names names, Scope scope, Audit audit, Clock clock) {
    this.lake = lake;
    this.decisions = decisions;
    this.names = names;
    this.scope = scope;
    this.audit = audit;
    this.clock = clock;
  }

  /** What was decided, and when. */
  record Decided(String ticketId, String decision, Instant decided) {}

  @Get("/rectifications")
  @Operation(
      summary = "Bad ratings not yet put right",
      description =
          "With deadlines, the most pressing first. A rating appears when the lake has it, in a"
              + " minute or two; what is decided here shows at once.",
      security = @SecurityRequirement(name = "password"))
  List<OpenRating> open(HttpRequest<?> request, String hallId) throws SQLException {
    var caller = Caller.of(request);
    require(caller, hallId, request);
    var made = decisions.recent(hallId);
    var now = clock.instant();
    var open =
        lake.ask(OPEN, OpenRating::of, hallId).stream()
            .filter(rating -> !rating.isSettledBy(made))
            .map(rating -> rating.asOf(now, made))
            .toList();
    audit.add(caller, Action.PERSONAL_DATA_SEEN, request.getPath(), "words of ratings");
    return open;
  }

  @Post("/tickets/{ticketId}/contacted")
  @Operation(
      summary = "The visitor was contacted",
      security = @SecurityRequirement(name = "password"))
  Decided contacted(HttpRequest<?> request, String hallId, String ticketId) throws SQLException {
    return decide(request, hallId, ticketId, Decision.CONTACTED);
  }

  @Post("/tickets/{ticketId}/closed")
  @Operation(
      summary = "The matter was put right",
      security = @SecurityRequirement(name = "password"))
  Decided closed(HttpRequest<?> request, String hallId, String ticketId) throws SQLException {
    return decide(request, hallId, ticketId, Decision.CLOSED);
  }

  @Post("/tickets/{ticketId}/appeal-upheld")
  @Operation(
      summary = "An appeal against the ticket's ratings was upheld",
      description = "They no longer count, and their cards are taken back; for good.",
      security = @SecurityRequirement(name = "password"))
  Decided appealUpheld(HttpRequest<?> request, String hallId, String ticketId) throws SQLException {
    return decide(request, hallId, ticketId, Decision.APPEAL_UPHELD);
  }

  @Post("/tickets/{ticketId}/tampered")
  @Operation(
      summary = "A rating of the ticket was tampered with",
      description = "A red card for the counter; for good.",
      security = @SecurityRequirement(name = "password"))
  Decided tampered(HttpRequest<?> request, String hallId, String ticketId) throws SQLException {
    return decide(request, hallId, ticketId, Decision.TAMPERED);
  }

  private Decided decide(HttpRequest<?> request, String hallId, String ticketId, Decision decision)
      throws SQLException {
    var caller = Caller.of(request);
    var hall = require(caller, hallId, request);
    if (ticketId.isBlank() || ticketId.length() > 100) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER, "a ticket's id has 1 to 100 characters, got " + ticketId);
    }
    var made = decisions.make(caller, hall, ticketId, decision);
    return new Decided(made.ticketId(), made.decision().name(), made.decided());
  }

  /** A public wall shows a hall to all; what visitors wrote is for those in charge of it. */
  private Hall require(Caller caller, String hallId, HttpRequest<?> request) {
    if (!scope.shows(caller, Sight.RATING_WORDS, hallId)) {
      throw new ServingException(
          Reason.NOT_ALLOWED, "%s may not use %s".formatted(caller.name(), request.getPath()));
    }
    return names.hall(hallId).orElseThrow(() -> RatingController.unknown(hallId));
  }
}
