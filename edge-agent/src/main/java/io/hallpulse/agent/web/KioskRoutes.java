package io.hallpulse.agent.web;

import io.hallpulse.agent.device.CardReader;
import io.hallpulse.agent.device.Faces;
import io.hallpulse.agent.device.TicketPrinter.Printed;
import io.hallpulse.agent.device.VisitorKey;
import io.hallpulse.agent.hall.Opening;
import io.hallpulse.agent.hall.Refused;
import io.hallpulse.agent.hall.Tickets;
import io.hallpulse.agent.hall.Urgency;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tickets for who has been identified. */
final class KioskRoutes {
  private static final String AT = "/api/v1/kiosk";

  private final Hall hall;
  private final Streams streams;
  private final Printing printing;
  private final Plugged plugged;
  private final Visits visits = new Visits();
  private final LastTime lastTime;
  private final IdentifyRoutes identify;

  /** What this device has. */
  record Plugged(@Nullable CardReader cards, boolean hasPrinter, Faces faces) {
    KioskState.Drivers drivers() {
      return new KioskState.Drivers(cards != null, hasPrinter, faces.isReady());
    }

    @Nullable Integer faceKeptDays() {
      return faces.isReady() ? faces.state().keptDays() : null;
    }
  }

  KioskRoutes(
      Vertx vertx,
      Hall hall,
      Streams streams,
      Printing printing,
      Plugged plugged,
      VisitorKey key,
      AtServing serving) {
    this.hall = hall;
    this.streams = streams;
    this.printing = printing;
    this.plugged = plugged;
    this.lastTime = new LastTime(hall);
    this.identify = new IdentifyRoutes(vertx, hall, plugged, visits, lastTime, key, serving);
  }

  record Wanted(
      String visit,
      @Nullable String itemCode,
      @Nullable String queueId,
      @Nullable String appointmentId,
      @Nullable Boolean preferLast,
      @Nullable Integer priority,
      @Nullable Boolean print) {}

  record OfVisit(String visit) {}

  record Items(List<Shown.Item> items) {}

  record OneTicket(Shown.Ticket ticket, Shown.@Nullable Forecast forecast) {}

  record Reprinted(boolean printed, @Nullable String printProblem) {}

  void add(Router router) {
    router.get(AT).handler(context -> Answers.json(context, 200, state(drivers(context))));
    router
        .get(AT + "/events")
        .handler(
            context -> {
              // Devices differ in what they have, so each kind has a stream of its own.
              var drivers = drivers(context);
              streams.open(context, "kiosk " + drivers, () -> state(drivers));
            });
    router.get(AT + "/items").handler(this::items);
    router.get(AT + "/items/:item").handler(this::item);
    identify.add(router);
    router.post(AT + "/tickets").handler(this::issue);
    router.get(AT + "/tickets/:ticket").handler(this::ticket);
    router
        .get(AT + "/tickets/:ticket/slip")
        .handler(context -> Answers.json(context, 200, printing.slip(context.pathParam("ticket"))));
    router.post(AT + "/tickets/:ticket/print").handler(this::print);
    router.post(AT + "/tickets/:ticket/cancel").handler(this::cancel);
  }

  /** Of the device that the page is at: another one of the hall says what it has. */
  private KioskState.Drivers drivers(RoutingContext context) {
    var said = context.request().getHeader("X-HallPulse-Drivers");
    var own = plugged.drivers();
    return said == null
        ? own
        : new KioskState.Drivers(
            said.contains("card_reader"), said.contains("printer"), own.face());
  }

  private KioskState state(KioskState.Drivers drivers) {
    return KioskState.of(hall, drivers, plugged.faceKeptDays());
  }

  private void items(RoutingContext context) {
    var text = context.request().getParam("q");
    var found =
        hall
            .directory()
            .search(text == null ? "" : text, context.request().getParam("unit_id"))
            .stream()
            .map(item -> shown(item.itemCode()))
            .toList();
    Answers.json(context, 200, new Items(found));
  }

  private void item(RoutingContext context) {
    Answers.json(context, 200, shown(context.pathParam("item")));
  }

  private Shown.Item shown(String itemCode) {
    var directory = hall.directory();
    var item = directory.item(itemCode);
    var queue = new Tickets(hall.state(), directory).queueFor(item.unitId());
    return new Shown.Item(
        item.itemCode(),
        item.name(),
        item.unitId(),
        directory.unitName(item.unitId()),
        queue.queueId(),
        item.committedMinutes(),
        item.materials(),
        Shown.newcomer(hall.forecasts(), queue.queueId(), hall.keeper.now()));
  }

  private void issue(RoutingContext context) {
    var wanted = Json.read(context.body().asString(), Wanted.class);
    var word = Json.required(wanted.visit(), "visit");
    long now = hall.keeper.now();
    var visit = visits.find(word, now);
    if (visit.hasTicket()) {
      throw Refused.illegal("This visit has its ticket; identify again for another");
    }
    var directory = hall.directory();
    var visited = hall.state().visited(visit.token());
    var preferred =
        Boolean.TRUE.equals(wanted.preferLast()) && visited != null
            ? lastTime.preferable(visited)
            : null;
    var appointment =
        wanted.appointmentId() == null
            ? null
            : directory
                .appointment(wanted.appointmentId())
                .filter(
                    each ->
                        visit.token().equals(each.visitorToken())
                            || visit.token().equals("a:" + each.appointmentId()))
                .orElseThrow(
                    () -> Refused.unknown("appointment", String.valueOf(wanted.appointmentId())));
    var id = hall.ids.next(now);
    var ticket =
        new Tickets.Wanted(
            id,
            visit.channel(),
            wanted.itemCode(),
            wanted.queueId(),
            appointment,
            wanted.priority() == null ? 0 : wanted.priority(),
            preferred,
            visit.token().startsWith("a:") ? null : visit.token());
    var issued =
        hall.keeper.run(
            Urgency.TICKETS,
            (state, at) -> {
              // Who began in time may finish.
              if (!visit.begunOpen()) {
                Opening.of(directory, state, at).require();
              }
              return new Tickets(state, directory).issue(ticket, at, () -> id);
            });
    if (!issued.isCompletedExceptionally()) {
      visits.spend(word);
    }
    printing.answer(context, issued, !Boolean.FALSE.equals(wanted.print()));
  }

  private void ticket(RoutingContext context) {
    Answers.json(context, 200, one(context.pathParam("ticket")));
  }

  private OneTicket one(String id) {
    var ticket = hall.state().ticket(id);
    if (ticket == null) {
      throw Refused.unknown("ticket", id);
    }
    return new OneTicket(
        Shown.ticket(ticket, hall.directory(), null),
        Shown.forecast(hall.forecasts().of(id, hall.keeper.now())));
  }

  private void print(RoutingContext context) {
    printing
        .print(context.pathParam("ticket"))
        .onSuccess(
            printed ->
                Answers.json(
                    context,
                    200,
                    new Reprinted(
                        printed == Printed.DONE, printed == Printed.DONE ? null : printed.name())))
        .onFailure(failure -> Answers.failed(context, failure));
  }

  private void cancel(RoutingContext context) {
    var wanted = Json.read(context.body().asString(), OfVisit.class);
    var visit = visits.find(Json.required(wanted.visit(), "visit"), hall.keeper.now());
    var id = context.pathParam("ticket");
    Answers.when(
        context,
        hall.keeper.run(
            Urgency.TICKETS,
            (state, now) ->
                new Tickets(state, hall.directory()).cancel(id, visit.token(), () -> id)),
        200,
        this::one);
  }
}
