package io.hallpulse.serving.rating;

import io.hallpulse.domain.ticket.RatingWords;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.schemas.reference.Hall;
import io.hallpulse.schemas.reference.ServiceCounter;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.TokenLimit;
import io.hallpulse.serving.outbox.EventOutbox;
import io.hallpulse.serving.problem.Given;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.hallpulse.serving.rating.RatingTokens.Served;
import io.hallpulse.serving.reference.Names;
import io.hallpulse.serving.reference.RatingDeadline;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** Rating a service by phone: a device of the hall gives the token, whoever has it rates once. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "ratings")
final class RatingController {
  private static final String RATING = "rating";
  private static final String LOOK = "look at a rating";
  private static final int MOST_REASONS = 10;
  private static final int LONGEST_WORDS = 1_000;
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  private final RatingTokens tokens;
  private final RatingDeadline deadline;
  private final EventOutbox events;
  private final Names names;
  private final TokenLimit limit;
  private final DataSource database;
  private final Clock clock;

  RatingController(
      RatingTokens tokens,
      RatingDeadline deadline,
      EventOutbox events,
      Names names,
      TokenLimit limit,
      DataSource database,
      Clock clock) {
    this.tokens = tokens;
    this.deadline = deadline;
    this.events = events;
    this.names = names;
    this.limit = limit;
    this.database = database;
    this.clock = clock;
  }

  /** A token, shown this once. */
  record Token(String token, Instant expires) {}

  /** A rating: 5 very satisfied to 1 very dissatisfied. */
  record Wanted(
      String token, Integer level, @Nullable List<String> reasons, @Nullable String words) {}

  /** What was taken down; nothing of who served. */
  record Taken(int level, Instant given) {}

  @Get("/tickets/{ticketId}/rating-token{?counter_id,service_ended}")
  @Operation(
      summary = "A token to rate a service",
      description =
          "For the device of the hall that shows it to the visitor when the service has ended. It"
              + " replaces one that was not used, and is good until the last day for rating.",
      security = @SecurityRequirement(name = "password"))
  HttpResponse<Token> token(
      HttpRequest<?> request,
      String ticketId,
      @Parameter(description = "counter of the service") @QueryValue("counter_id") String counterId,
      @Parameter(description = "when it ended, ISO-8601 with offset") @QueryValue("service_ended")
          Instant serviceEnded)
      throws SQLException {
    var hall = hall(Caller.of(request));
    if (names
        .counter(counterId)
        .map(ServiceCounter::hallId)
        .filter(hall.hallId()::equals)
        .isEmpty()) {
      throw new ServingException(
          Reason.UNUSABLE_RATING,
          "Counter %s is not one of the hall %s".formatted(counterId, hall.hallId()));
    }
    var now = clock.instant();
    if (serviceEnded.isAfter(now.plus(CLOCKS_DIFFER))) {
      throw new ServingException(
          Reason.UNUSABLE_RATING, "service_ended lies in the future: " + serviceEnded);
    }
    var expires = deadline.of(hall.district(), serviceEnded);
    if (!expires.isAfter(now)) {
      throw new ServingException(
          Reason.EXPIRED_TOKEN, "The time for rating this service was over at " + expires);
    }
    var token =
        tokens
            .issue(new Served(hall.hallId(), ticketId, counterId), serviceEnded, expires, now)
            .orElseThrow(
                () -> new ServingException(Reason.USED_TOKEN, "This service has been rated"));
    return HttpResponse.ok(new Token(token, expires)).header("Cache-Control", "no-store");
  }

  @Post("/ratings")
  @Operation(
      summary = "Rate a service",
      description =
          "With a token, without a login, once. Levels are 5 very satisfied to 1 very dissatisfied;"
              + " numbers in the words are masked.")
  Taken rate(HttpRequest<?> request, @Body Wanted wanted) throws SQLException {
    Given.required(wanted.token(), "token");
    Given.required(wanted.level(), "level");
    int level = wanted.level();
    var reasons = wanted.reasons() == null ? List.<String>of() : wanted.reasons();
    check(level, reasons, wanted.words());
    var caller = Caller.of(request);
    limit.take(caller, RATING);
    var now = clock.instant();
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      var served = tokens.use(connection, wanted.token(), now);
      var rating =
          Event.newBuilder()
              .setKind(EventKind.RATING_SUBMITTED)
              .setTicketId(served.ticketId())
              .setCounterId(served.counterId())
              .setLevel(level)
              .setReasons(reasons)
              .setWords(wanted.words() == null ? null : RatingWords.masked(wanted.words()))
              .setChannel("PHONE")
              .setActive(true);
      events.add(connection, served.hallId(), district(served.hallId()), rating);
      connection.commit();
    }
    limit.giveBack(caller, RATING);
    events.send();
    return new Taken(level, now);
  }

  /**
   * What a token is for; nothing of who served.
   *
   * @param state OPEN, USED or EXPIRED
   */
  record Asked(
      String state,
      @Nullable String hallName,
      @Nullable String unitName,
      @Nullable String counterNumber,
      Instant serviceEnded,
      Instant expires) {}

  @Get("/ratings/{token}")
  @Operation(
      summary = "What a token rates",
      description = "For the page that asks for the rating; looking does not use the token up.")
  Asked asked(HttpRequest<?> request, String token) throws SQLException {
    var caller = Caller.of(request);
    limit.take(caller, LOOK);
    var found =
        tokens
            .look(token)
            .orElseThrow(
                () ->
                    new ServingException(
                        Reason.UNKNOWN_TOKEN,
                        "This token is unknown; a newer one may have replaced it"));
    limit.giveBack(caller, LOOK);
    var counter = names.counter(found.served().counterId());
    var isOver = !found.expires().isAfter(clock.instant());
    return new Asked(
        found.isUsed() ? "USED" : isOver ? "EXPIRED" : "OPEN",
        names.hall(found.served().hallId()).map(Hall::name).orElse(null),
        counter.map(ServiceCounter::unitId).flatMap(names::unit).orElse(null),
        counter.map(ServiceCounter::number).orElse(null),
        found.serviceEnded(),
        found.expires());
  }

  private static void check(int level, List<String> reasons, @Nullable String words) {
    if (level < 1 || level > 5) {
      throw new ServingException(Reason.UNUSABLE_RATING, "level must be 1 to 5, got " + level);
    }
    if (reasons.size() > MOST_REASONS) {
      throw new ServingException(
          Reason.UNUSABLE_RATING,
          "reasons must be at most %d, got %d".formatted(MOST_REASONS, reasons.size()));
    }
    for (var reason : reasons) {
      if (!reason.matches("[\\p{L}\\p{N}_.-]{1,40}")) {
        throw new ServingException(
            Reason.UNUSABLE_RATING,
            "a reason has 1 to 40 letters, digits, dots and lines, got " + reason);
      }
    }
    if (words != null && words.length() > LONGEST_WORDS) {
      throw new ServingException(
          Reason.UNUSABLE_RATING,
          "words must have at most %d characters, got %d".formatted(LONGEST_WORDS, words.length()));
    }
  }

  private Hall hall(Caller caller) {
    return names
        .hall(String.valueOf(caller.hall()))
        .orElseThrow(() -> unknown(String.valueOf(caller.hall())));
  }

  private String district(String hallId) {
    return names.hall(hallId).map(Hall::district).orElseThrow(() -> unknown(hallId));
  }

  static ServingException unknown(String hallId) {
    return new ServingException(Reason.UNKNOWN_HALL, "Hall %s is unknown".formatted(hallId));
  }
}
