package io.hallpulse.serving.live;

import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

/** How long a ticket will still wait, for whoever holds it. */
@Controller("/api/v1/tickets")
@SaysWhyNot
@Tag(name = "live")
final class TicketForecastController {
  private final LiveViews views;

  TicketForecastController(LiveViews views) {
    this.views = views;
  }

  @Get("/{ticketId}/forecast")
  @Operation(
      summary = "How long a ticket will still wait",
      description =
          "For whoever knows its id, without a login: how many are ahead, and an interval from now"
              + " (P50 to P90), or the counter that calls it. 404 once it is served or gone.")
  HttpResponse<TicketNow> forecast(String ticketId) {
    var ticket = views.ticket(ticketId).orElseThrow(() -> unknown(ticketId));
    return HttpResponse.ok(ticket).header("Cache-Control", "no-store");
  }

  static ServingException unknown(String ticketId) {
    return new ServingException(
        Reason.UNKNOWN_TICKET, "Ticket %s neither waits nor is called".formatted(ticketId));
  }
}
