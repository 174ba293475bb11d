package io.hallpulse.serving.score;

import io.hallpulse.domain.hall.Incident;
import io.hallpulse.schemas.fact.HealthDailyFact;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.Policy.Sight;
import io.hallpulse.serving.access.Scope;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The service health index of past days, explained. */
@Controller("/api/v1/health")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "health index")
final class ScoreController {
  private static final int LONGEST_DAYS = 366;
  private static final int MOST_ROWS = 1_000;

  private final ScoreHistory history;
  private final Refolds refolds;
  private final SlotScores slots;
  private final Scope access;
  private final Audit audit;

  ScoreController(
      ScoreHistory history, Refolds refolds, SlotScores slots, Scope access, Audit audit) {
    this.history = history;
    this.refolds = refolds;
    this.slots = slots;
    this.access = access;
    this.audit = audit;
  }

  @Get("/{scope}/{id}/{date}")
  @Operation(
      summary = "The index of a day, explained",
      description =
          "What each factor and the cards take off, out of how many exposures, by which version of"
              + " the rules. scope is counter, unit, hall, subdistrict or district; a unit's id is"
              + " hall/unit, its slash written %2F.")
  Score one(HttpRequest<?> request, String scope, String id, LocalDate date) throws SQLException {
    return Score.of(visible(request, scope, id, date));
  }

  @Get("/{scope}/{id}/{date}/slots")
  @Operation(
      summary = "The index of a day's half hours",
      description =
          "Of a counter, unit or hall, from the losses of each half hour, without cards; of a unit or"
              + " hall with its load. Half hours of which nothing is known are missing.")
  List<SlotScore> slots(HttpRequest<?> request, String scope, String id, LocalDate date)
      throws SQLException {
    checkScope(scope, "counter", "unit", "hall");
    return slots.slots(visible(request, scope, id, date));
  }

  @Get("/{scope}/{id}/{date}/heat")
  @Operation(
      summary = "The index of a day by how hot its half hours were",
      description =
          "Of a unit or hall: all COLD half hours together, all WARM ones, BUSY, HOT and"
              + " OVERLOADED ones; losses and exposures added up, then scored, without cards.")
  List<HeatScore> heat(HttpRequest<?> request, String scope, String id, LocalDate date)
      throws SQLException {
    checkScope(scope, "unit", "hall");
    return slots.byHeat(visible(request, scope, id, date));
  }

  @Get("/{scope}/{id}/{date}/incidents{?factor,limit}")
  @Operation(
      summary = "What a day lost points for",
      description =
          "Tickets with how long they took and should have, minutes with nobody at a counter and"
              + " what proves it, clerks who came late; found by folding the day's events again, in"
              + " the order of time. Added up they are the losses of the index. For a counter, unit"
              + " or hall.",
      security = @SecurityRequirement(name = "password"))
  List<IncidentRow> incidents(
      HttpRequest<?> request,
      String scope,
      String id,
      LocalDate date,
      @Parameter(description = "late, absent, bad, handle or wait") @QueryValue @Nullable
          String factor,
      @Parameter(description = "1 to 1000") @QueryValue(defaultValue = "200") int limit)
      throws SQLException {
    checkLimit(limit);
    var fact = visible(request, scope, id, date);
    var hallId = fact.hallId();
    if (hallId == null) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER,
          "Incidents are listed for a counter, unit or hall, got %s %s".formatted(scope, id));
    }
    var caller = Caller.of(request);
    access.require(caller, Sight.STAFF_IDS, hallId, "the incidents of hall " + hallId);
    var hall = history.score("hall", hallId, date).orElse(fact);
    var found =
        refolds.incidents(hall).stream()
            .filter(incident -> isOf(fact, incident))
            .filter(incident -> factor == null || incident.factor().key().equals(factor))
            .limit(limit)
            .map(IncidentRow::of)
            .toList();
    audit.add(
        caller,
        Action.PERSONAL_DATA_SEEN,
        request.getPath(),
        "factor %s, %d incidents".formatted(factor == null ? "any" : factor, found.size()));
    return found;
  }

  private static boolean isOf(HealthDailyFact fact, Incident incident) {
    return switch (fact.scope()) {
      case "counter" -> !incident.place().isQueue() && incident.place().id().equals(fact.scopeId());
      case "unit" -> fact.scopeId().equals(fact.hallId() + "/" + incident.unitId());
      default -> true;
    };
  }

  @Get("/{scope}/{id}{?from,to,as_known_at,or_first}")
  @Operation(
      summary = "The index of some days",
      description =
          "As it is now, or as it was known at an instant: late events and upheld appeals revise"
              + " past days, nothing is overwritten.")
  List<Score> days(
      HttpRequest<?> request,
      String scope,
      String id,
      @Parameter(description = "first local date") @QueryValue LocalDate from,
      @Parameter(description = "last local date") @QueryValue LocalDate to,
      @Parameter(description = "ISO-8601 with offset") @QueryValue("as_known_at") @Nullable
          String asKnownAt,
      @Parameter(
              description =
                  "true: a day of which nothing was known then as it was when it first was final;"
                      + " only with as_known_at")
          @QueryValue(value = "or_first", defaultValue = "false")
          boolean orFirst) {
    var days = ChronoUnit.DAYS.between(from, to) + 1;
    if (days < 1 || days > LONGEST_DAYS) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER,
          "from %s to %s is no period of 1 to %d days".formatted(from, to, LONGEST_DAYS));
    }
    var at = asKnownAt == null ? null : instant("as_known_at", asKnownAt);
    if (at == null && orFirst) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER,
          "or_first says what is shown of a day that was not known at as_known_at, which is missing");
    }
    var caller = Caller.of(request);
    var found =
        at != null && orFirst
            ? history.knownOrFirst(scope, id, from, to, at)
            : history.known(scope, id, from, to, at);
    return found.stream().peek(fact -> require(caller, fact)).map(Score::of).toList();
  }

  @Get("/changes{?since,limit}")
  @Operation(
      summary = "What was corrected since",
      description = "Scores that were final at an instant and have changed, the last one first.")
  List<ChangedScore> changes(
      HttpRequest<?> request,
      @Parameter(description = "ISO-8601 with offset") @QueryValue String since,
      @Parameter(description = "1 to 1000") @QueryValue(defaultValue = "200") int limit) {
    checkLimit(limit);
    var caller = Caller.of(request);
    return history.changes(instant("since", since), limit).stream()
        .filter(
            changed ->
                changed.hallId() == null
                    ? access.showsDistrict(caller, changed.district())
                    : access.shows(caller, changed.hallId()))
        .toList();
  }

  private HealthDailyFact visible(HttpRequest<?> request, String scope, String id, LocalDate date)
      throws SQLException {
    var fact =
        history
            .score(scope, id, date)
            .orElseThrow(
                () ->
                    new ServingException(
                        Reason.UNKNOWN_SCORE,
                        "There is no score of %s %s on %s".formatted(scope, id, date)));
    require(Caller.of(request), fact);
    return fact;
  }

  private void require(Caller caller, HealthDailyFact fact) {
    if (fact.hallId() == null) {
      access.requireDistrict(caller, fact.district());
    } else {
      access.require(caller, fact.hallId());
    }
  }

  private static void checkScope(String scope, String... usable) {
    if (!List.of(usable).contains(scope)) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER,
          "scope must be one of %s, got %s".formatted(String.join(", ", usable), scope));
    }
  }

  private static void checkLimit(int limit) {
    if (limit < 1 || limit > MOST_ROWS) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER, "limit must be 1 to %d, got %d".formatted(MOST_ROWS, limit));
    }
  }

  private static Instant instant(String name, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new ServingException(
          Reason.UNUSABLE_PARAMETER,
          "%s must be an ISO-8601 time with offset, got %s".formatted(name, text),
          e);
    }
  }
}
