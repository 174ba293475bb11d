package io.hallpulse.serving.live;

import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.Scope;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.function.Predicate;
import org.reactivestreams.Publisher;

/** Halls, queues and counters as they are now. */
@Controller("/api/v1/live")
@SaysWhyNot
@Tag(name = "live")
final class LiveController {
  private final LiveViews views;
  private final LiveHub hub;
  private final Scope scope;

  LiveController(LiveViews views, LiveHub hub, Scope scope) {
    this.views = views;
    this.hub = hub;
    this.scope = scope;
  }

  @Get("/summary")
  @Operation(summary = "All halls now", description = "With the state of the components.")
  Summary summary(HttpRequest<?> request) {
    return views.summary(visibleTo(request));
  }

  @Get("/halls/{hallId}")
  @Operation(summary = "One hall now", description = "With its queues and counters.")
  HallDetail hall(String hallId) {
    return views
        .detail(hallId)
        .orElseThrow(
            () ->
                new ServingException(
                    Reason.UNKNOWN_HALL, "Hall %s has sent no live data".formatted(hallId)));
  }

  @Get("/health{?hall}")
  @Operation(
      summary = "The index now",
      description =
          "Of every counter, unit, hall, subdistrict and district: the trailing 60 minutes with"
              + " what has not ended.")
  List<HealthNow> scores(
      HttpRequest<?> request,
      @Parameter(description = "only this hall's") @QueryValue @Nullable String hall) {
    return views.health(visibleTo(request).and(about -> hall == null || hall.equals(about)));
  }

  @Get("/health/{scope}/{id}")
  @Operation(
      summary = "One index now",
      description = "With what it is made of. A unit's id is hall_id/unit_id, its slash as %2F.")
  HealthDetail score(HttpRequest<?> request, String scope, String id) {
    return views
        .health(scope, id)
        .filter(detail -> visibleTo(request).test(detail.score().about()))
        .orElseThrow(
            () ->
                new ServingException(
                    Reason.UNKNOWN_SCORE, "%s %s has no live index".formatted(scope, id)));
  }

  @Get(uri = "/stream{?hall}", produces = MediaType.TEXT_EVENT_STREAM)
  @Operation(
      summary = "Live stream",
      description =
          "Server-sent events. First `summary` (as /api/v1/live/summary) and every `queue`,"
              + " `counter`, `health` (the index of a scope, without its parts) and open `alert`"
              + " (without names and comments), then `whole`, once that is all there is (serving"
              + " that has just started has yet to read it), then `hall`, `queue`, `counter`,"
              + " `health` and `alert` (cleared ones, too) as they change, `components` when"
              + " one changes, and `beat` with server_time every 2 s. The id is"
              + " `entity:version:hall_time`. A slow client misses intermediate states, never the"
              + " latest. Whoever reconnects gets a fresh snapshot.")
  @ApiResponse(
      responseCode = "200",
      description = "The stream",
      content =
          @Content(mediaType = MediaType.TEXT_EVENT_STREAM, schema = @Schema(type = "string")))
  Publisher<byte[]> stream(
      HttpRequest<?> request,
      @Parameter(description = "only this hall's queues and counters") @QueryValue @Nullable
          String hall) {
    return hub.listen(visibleTo(request), hallId -> hall == null || hall.equals(hallId));
  }

  @Get(uri = "/tickets/{ticketId}", produces = MediaType.TEXT_EVENT_STREAM)
  @Operation(
      summary = "Live stream of one ticket",
      description =
          "For whoever knows its id, without a login. Server-sent events: `ticket` (as"
              + " /api/v1/tickets/{ticketId}/forecast) first and whenever it changes, `gone` when it"
              + " neither waits nor is called any more, and `beat` every 2 s.")
  @ApiResponse(
      responseCode = "200",
      description = "The stream",
      content =
          @Content(mediaType = MediaType.TEXT_EVENT_STREAM, schema = @Schema(type = "string")))
  Publisher<byte[]> ticket(String ticketId) {
    if (views.ticket(ticketId).isEmpty()) {
      throw TicketForecastController.unknown(ticketId);
    }
    return hub.follow(ticketId);
  }

  private Predicate<String> visibleTo(HttpRequest<?> request) {
    var caller = Caller.of(request);
    return about ->
        !Frame.isOfTicket(about)
            && Frame.district(about)
                .map(district -> scope.showsDistrict(caller, district))
                .orElseGet(() -> scope.shows(caller, about));
  }
}
