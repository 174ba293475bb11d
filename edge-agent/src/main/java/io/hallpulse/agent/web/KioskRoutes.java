package io.hallpulse.agent.web;

import io.hallpulse.agent.device.CardReader;
import io.hallpulse.agent.device.Faces;
import io.hallpulse.agent.device.IdCard;
import io.hallpulse.agent.device.TicketPrinter.Printed;
import io.hallpulse.agent.device.VisitorKey;
import io.hallpulse.agent.hall.Directory;
import io.hallpulse.agent.hall.Refused;
import io.hallpulse.agent.hall.Refused.Reason;
import io.hallpulse.agent.hall.Tickets;
import io.hallpulse.agent.hall.Urgency;
import io.hallpulse.agent.hall.Visited;
import io.hallpulse.agent.vision.template.IdNumber;
import io.hallpulse.domain.ticket.TicketStatus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tickets by card, code or face. Numbers and pictures are never kept, sent or logged here. */
final class KioskRoutes {
  private static final String AT = "/api/v1/kiosk";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{17}[0-9Xx]");
  private static final String APPOINTMENT_CODE = "HP1:A:";
  private static final String VISITOR_CODE = "HP1:V:";

  /** As it stands below the QR code, for who types it. */
  private static final Pattern SPOKEN_CODE = Pattern.compile("[2-9A-Za-z]{5} ?[2-9A-Za-z]{5}");

  private static final long ASK_AGAIN = TimeUnit.SECONDS.toMicros(2);
  private static final int LONGEST_WAIT = 30;
  private static final int GOOD = 3;

  private final Vertx vertx;
  private final Hall hall;
  private final Streams streams;
  private final Printing printing;
  private final Plugged plugged;
  private final VisitorKey key;
  private final Supplier<Future<Boolean>> serving;
  private long askedAt;
  private final Visits visits = new Visits();
  private final FaceRoutes faces;

  /** What this device has. */
  record Plugged(@Nullable CardReader cards, boolean hasPrinter, Faces faces) {
    KioskState.Drivers drivers() {
      return new KioskState.Drivers(cards != null, hasPrinter, faces.isReady());
    }
  }

  KioskRoutes(
      Vertx vertx,
      Hall hall,
      Streams streams,
      Printing printing,
      Plugged plugged,
      VisitorKey key,
      Supplier<Future<Boolean>> serving) {
    this.vertx = vertx;
    this.hall = hall;
    this.streams = streams;
    this.printing = printing;
    this.plugged = plugged;
    this.key = key;
    this.faces =
        new FaceRoutes(
            vertx,
            hall,
            plugged.faces(),
            visits,
            token -> identified(token, "FACE", /* born= */ null));
    this.serving = serving;
  }

  record Identify(
      String by,
      @Nullable Integer waitSeconds,
      @Nullable String code,
      @Nullable String image,
      @Nullable String look,
      @Nullable String number) {}

  /** Who it is, and what the card said of the age. */
  private record Who(String token, @Nullable LocalDate born) {}

  record Identified(
      String visit,
      String expiresAt,
      String by,
      @Nullable Last last,
      List<Agreed> appointments,
      List<Shown.Ticket> openTickets,
      boolean faceEnrolled,
      @Nullable String faceOffer) {}

  record Last(
      String day,
      @Nullable String itemCode,
      @Nullable String itemName,
      @Nullable String staffId,
      @Nullable String counterNumber,
      @Nullable Integer level,
      boolean offerAgain) {}

  record Agreed(
      String appointmentId,
      String itemCode,
      @Nullable String itemName,
      String queueId,
      String time) {}

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
    router
        .get(AT)
        .handler(context -> Answers.json(context, 200, KioskState.of(hall, drivers(context))));
    router
        .get(AT + "/events")
        .handler(
            context -> {
              // Devices differ in what they have, so each kind has a stream of its own.
              var drivers = drivers(context);
              streams.open(context, "kiosk " + drivers, () -> KioskState.of(hall, drivers));
            });
    router.get(AT + "/items").handler(this::items);
    router.get(AT + "/items/:item").handler(this::item);
    router.post(AT + "/identify").handler(this::identify);
    router.post(AT + "/tickets").handler(this::issue);
    router.get(AT + "/tickets/:ticket").handler(this::ticket);
    router
        .get(AT + "/tickets/:ticket/slip")
        .handler(context -> Answers.json(context, 200, printing.slip(context.pathParam("ticket"))));
    router.post(AT + "/tickets/:ticket/print").handler(this::print);
    router.post(AT + "/tickets/:ticket/cancel").handler(this::cancel);
    faces.add(router);
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

  private void identify(RoutingContext context) {
    var wanted = Json.read(context.body().asString(), Identify.class);
    var by = Json.required(wanted.by(), "by");
    var who =
        switch (by) {
          case "ID_CARD" ->
              wanted.number() == null
                  ? byCard(wanted.waitSeconds())
                  : Future.succeededFuture(byNumber(wanted.number()));
          case "QR" -> byCode(Json.required(wanted.code(), "code").strip());
          case "FACE" -> {
            faces.identify(context, Json.required(wanted.image(), "image"), wanted.look());
            yield null;
          }
          default -> throw Refused.unusable("by must be ID_CARD, QR or FACE");
        };
    if (who != null) {
      who.onSuccess(known -> answer(context, known, by))
          .onFailure(failure -> Answers.failed(context, failure));
    }
  }

  private void answer(RoutingContext context, Who who, String by) {
    try {
      Answers.json(context, 200, identified(who.token(), by, who.born()));
    } catch (RuntimeException e) {
      Answers.failed(context, e);
    }
  }

  private Future<Who> byCard(@Nullable Integer seconds) {
    var reader = plugged.cards();
    if (reader == null) {
      throw new Refused(Reason.NO_SUCH_DEVICE, "This device has no card reader");
    }
    int patience = seconds == null ? 20 : seconds;
    if (patience < 0 || patience > LONGEST_WAIT) {
      throw Refused.unusable(
          "wait_seconds must be 0 to %d, got %d".formatted(LONGEST_WAIT, patience));
    }
    return vertx.executeBlocking(
        () -> {
          try {
            return reader
                .read(Duration.ofSeconds(patience))
                .map(this::who)
                .orElseThrow(() -> new Refused(Reason.NOT_IDENTIFIED, "No card was laid on"));
          } catch (IOException e) {
            throw new Refused(Reason.NOT_IDENTIFIED, String.valueOf(e.getMessage()));
          }
        },
        false);
  }

  /** A card that another device of the hall has read. */
  private Who byNumber(String number) {
    if (!NUMBER.matcher(number).matches()) {
      throw Refused.unusable("number must have 17 digits and a digit or X");
    }
    return who(new IdCard(number));
  }

  private Who who(IdCard card) {
    return new Who(key.token(card), born(card.number()));
  }

  /** Null if the number cannot be right: then nobody's age is known. */
  private static @Nullable LocalDate born(String number) {
    try {
      return IdNumber.birthDate(number.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private Future<Who> byCode(String code) {
    if (code.startsWith(APPOINTMENT_CODE)) {
      return byAppointment(code.substring(APPOINTMENT_CODE.length()));
    }
    if (SPOKEN_CODE.matcher(code).matches()) {
      return byAppointment(code.replace(" ", "").toUpperCase(Locale.ROOT));
    }
    if (code.startsWith(VISITOR_CODE)) {
      var number = code.substring(VISITOR_CODE.length());
      if (NUMBER.matcher(number).matches()) {
        return Future.succeededFuture(who(new IdCard(number)));
      }
    }
    throw new Refused(Reason.NOT_IDENTIFIED, "The code is not one of a visitor or appointment");
  }

  /** One made a moment ago is not here yet: serving is asked, at most every few seconds. */
  private Future<Who> byAppointment(String code) {
    var known = appointment(code);
    long now = hall.keeper.now();
    if (known.isPresent() || now - askedAt < ASK_AGAIN) {
      return known
          .map(Future::succeededFuture)
          .orElseGet(() -> Future.failedFuture(noAppointment()));
    }
    askedAt = now;
    return serving.get().map(asked -> appointment(code).orElseThrow(KioskRoutes::noAppointment));
  }

  private Optional<Who> appointment(String code) {
    return hall.directory()
        .appointmentByCode(code)
        .map(
            found ->
                found.visitorToken() == null ? "a:" + found.appointmentId() : found.visitorToken())
        .map(token -> new Who(token, null));
  }

  private static Refused noAppointment() {
    return new Refused(Reason.NOT_IDENTIFIED, "The code is of no appointment here");
  }

  private Identified identified(String token, String by, @Nullable LocalDate born) {
    long now = hall.keeper.now();
    var directory = hall.directory();
    var state = hall.state();
    var visited = state.visited(token);
    var agreed =
        appointmentsOf(token).stream()
            .filter(each -> !state.isTaken(each.appointmentId()))
            .filter(each -> state.days().of(each.micros()) == state.days().of(now))
            .map(each -> agreed(each, directory))
            .toList();
    var open =
        state.tickets().stream()
            .filter(ticket -> token.equals(ticket.issue().getVisitorToken()))
            .filter(ticket -> ticket.status() == TicketStatus.WAITING)
            .map(ticket -> Shown.ticket(ticket, directory, null))
            .toList();
    return new Identified(
        visits.begin(token, by, born, now),
        Json.time(now + Visits.GOOD_FOR),
        by,
        visited == null ? null : last(visited),
        agreed,
        open,
        plugged.faces().knows(token),
        faces.offer(token, born, now));
  }

  private List<Directory.Appointment> appointmentsOf(String token) {
    return token.startsWith("a:")
        ? hall.directory().appointment(token.substring(2)).stream().toList()
        : hall.directory().appointmentsOf(token);
  }

  private Agreed agreed(Directory.Appointment appointment, Directory directory) {
    var item = directory.item(appointment.itemCode());
    var queue = new Tickets(hall.state(), directory).queueFor(item.unitId());
    return new Agreed(
        appointment.appointmentId(),
        item.itemCode(),
        item.name(),
        queue.queueId(),
        appointment.time());
  }

  private Last last(Visited visited) {
    var directory = hall.directory();
    var counter = directory.counterIfKnown(visited.counterId());
    return new Last(
        LocalDate.ofEpochDay(hall.state().days().of(visited.time())).toString(),
        visited.itemCode(),
        directory.itemName(visited.itemCode()),
        visited.staffId(),
        counter == null ? null : counter.number(),
        visited.level() == 0 ? null : visited.level(),
        preferable(visited) != null);
  }

  /** The clerk of last time, if on duty for that item and not rated badly. */
  private @Nullable String preferable(Visited visited) {
    var staff = visited.staffId();
    if (staff == null
        || visited.itemCode() == null
        || (visited.level() > 0 && visited.level() < GOOD)) {
      return null;
    }
    var directory = hall.directory();
    var queues = directory.queuesOf(directory.item(visited.itemCode()).unitId());
    for (var counter : directory.counters()) {
      var post = hall.state().post(counter.counterId());
      if (staff.equals(post.staffId())
          && post.isOnDuty()
          && queues.stream().anyMatch(queue -> counter.queueIds().contains(queue.queueId()))) {
        return staff;
      }
    }
    return null;
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
        Boolean.TRUE.equals(wanted.preferLast()) && visited != null ? preferable(visited) : null;
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
            (state, at) -> new Tickets(state, directory).issue(ticket, at, () -> id));
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
