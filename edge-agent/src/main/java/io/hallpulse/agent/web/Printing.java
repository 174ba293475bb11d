package io.hallpulse.agent.web;

import io.hallpulse.agent.device.Slip;
import io.hallpulse.agent.device.TicketPrinter;
import io.hallpulse.agent.device.TicketPrinter.Printed;
import io.hallpulse.agent.hall.HallTicket;
import io.hallpulse.agent.hall.Plan;
import io.hallpulse.agent.hall.Refused;
import io.hallpulse.agent.hall.Urgency;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with a ticket, printed if there is a printer: one that is not printed is as valid. */
final class Printing {
  private static final Logger LOG = LoggerFactory.getLogger(Printing.class);

  private final Vertx vertx;
  private final Hall hall;
  private final TicketPrinter printer;

  Printing(Vertx vertx, Hall hall, TicketPrinter printer) {
    this.vertx = vertx;
    this.hall = hall;
    this.printer = printer;
  }

  record Issued(
      Shown.Ticket ticket,
      Shown.@Nullable Forecast forecast,
      boolean printed,
      @Nullable String printProblem,
      String followUrl) {}

  @SuppressWarnings("FutureReturnValueIgnored") // both ways are answered
  void answer(RoutingContext context, CompletableFuture<String> issued, boolean print) {
    issued.whenComplete(
        (id, failure) -> {
          if (failure != null) {
            Answers.failed(context, failure);
            return;
          }
          if (print) {
            print(id)
                .onSuccess(printed -> Answers.json(context, 201, shown(id, printed)))
                .onFailure(broken -> Answers.failed(context, broken));
          } else {
            Answers.json(context, 201, shown(id, null));
          }
        });
  }

  private Issued shown(String id, @Nullable Printed printed) {
    return new Issued(
        Shown.ticket(ticket(id), hall.directory(), null),
        Shown.forecast(hall.forecasts().of(id, hall.keeper.now())),
        printed == Printed.DONE,
        printed == null || printed == Printed.DONE ? null : printed.name(),
        followUrl(id));
  }

  /** Where the visitor's phone follows the ticket; who knows its id holds it. */
  private String followUrl(String ticketId) {
    return hall.publicUrl + "/t/" + ticketId;
  }

  /** What a device of the hall prints that has a printer of its own. */
  Slip slip(String ticketId) {
    return slip(ticket(ticketId));
  }

  Future<Printed> print(String ticketId) {
    var slip = slip(ticketId);
    return vertx.executeBlocking(() -> printer.print(slip)).onSuccess(this::report);
  }

  private HallTicket ticket(String id) {
    var ticket = hall.state().ticket(id);
    if (ticket == null) {
      throw Refused.unknown("ticket", id);
    }
    return ticket;
  }

  private Slip slip(HallTicket ticket) {
    var directory = hall.directory();
    var lines = new ArrayList<String>();
    var queue = directory.queue(ticket.ticket().queueId());
    lines.add(directory.unitName(queue.unitId()));
    var item = directory.itemName(ticket.ticket().itemCode());
    if (item != null) {
      lines.add(item);
    }
    var forecast = Shown.forecast(hall.forecasts().of(ticket.id(), hall.keeper.now()));
    if (forecast != null) {
      lines.add(
          "前面 %d 人，约 %d–%d 分钟"
              .formatted(
                  forecast.ahead(),
                  Math.round(forecast.p50Minutes()),
                  (long) Math.ceil(forecast.p90Minutes())));
    }
    var time = Instant.parse(Json.time(ticket.issue().getTime())).atZone(directory.zone());
    lines.add("%tF %<tR".formatted(time));
    lines.add("扫码看排队 / Scan to follow");
    return new Slip(
        directory.hallName(),
        String.valueOf(ticket.issue().getTicketNo()),
        lines,
        followUrl(ticket.id()));
  }

  /** A printer's trouble is told once a day. */
  @SuppressWarnings("FutureReturnValueIgnored") // a refusal is logged
  private void report(Printed printed) {
    if (printed == Printed.DONE || printed == Printed.NO_PRINTER) {
      return;
    }
    var detail = "a ticket could not be printed";
    if (hall.state().isTold("PRINTER_" + printed, detail)) {
      return;
    }
    var fault =
        Event.newBuilder()
            .setKind(EventKind.DEVICE_FAULT)
            .setDeviceId("printer")
            .setCode("PRINTER_" + printed)
            .setDetail(detail);
    hall.keeper
        .run(Urgency.HEARTBEATS, (state, now) -> new Plan<>(List.of(fault), null, () -> true))
        .whenComplete(
            (yes, failure) -> {
              if (failure != null) {
                LOG.warn("The printer's fault could not be told: {}", failure.getMessage());
              }
            });
  }
}
