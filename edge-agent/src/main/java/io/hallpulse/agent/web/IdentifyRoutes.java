package io.hallpulse.agent.web;

import io.hallpulse.agent.device.IdCard;
import io.hallpulse.agent.device.VisitorKey;
import io.hallpulse.agent.hall.Directory;
import io.hallpulse.agent.hall.Opening;
import io.hallpulse.agent.hall.Refused;
import io.hallpulse.agent.hall.Refused.Reason;
import io.hallpulse.agent.hall.Tickets;
import io.hallpulse.agent.vision.template.IdNumber;
import io.hallpulse.domain.ticket.TicketStatus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who stands at the kiosk: by card, code or face. Numbers and pictures are never kept, sent or
 * logged here.
 */
final class IdentifyRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(IdentifyRoutes.class);
  private static final String AT = "/api/v1/kiosk";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{17}[0-9Xx]");
  private static final String APPOINTMENT_CODE = "HP1:A:";

  /** Before an appointment's id, in place of the token of somebody who is not known otherwise. */
  private static final String APPOINTMENT = "a:";

  private static final String VISITOR_CODE = "HP1:V:";

  /** As it stands below the QR code, for who types it. */
  private static final Pattern SPOKEN_CODE = Pattern.compile("[2-9A-Za-z]{5} ?[2-9A-Za-z]{5}");

  private static final long ASK_AGAIN = TimeUnit.SECONDS.toMicros(2);
  private static final int LONGEST_WAIT = 30;

  private final Vertx vertx;
  private final Hall hall;
  private final KioskRoutes.Plugged plugged;
  private final Visits visits;
  private final LastTime lastTime;
  private final VisitorKey key;
  private final AtServing serving;
  private final FaceRoutes faces;
  private long askedAt;

  IdentifyRoutes(
      Vertx vertx,
      Hall hall,
      KioskRoutes.Plugged plugged,
      Visits visits,
      LastTime lastTime,
      VisitorKey key,
      AtServing serving) {
    this.vertx = vertx;
    this.hall = hall;
    this.plugged = plugged;
    this.visits = visits;
    this.lastTime = lastTime;
    this.key = key;
    this.serving = serving;
    this.faces =
        new FaceRoutes(
            vertx,
            hall,
            plugged.faces(),
            visits,
            token -> identified(token, "FACE", /* born= */ null));
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
      LastTime.@Nullable Last last,
      List<Agreed> appointments,
      List<Shown.Ticket> openTickets,
      boolean faceEnrolled,
      @Nullable String faceOffer) {}

  record Agreed(
      String appointmentId,
      String itemCode,
      @Nullable String itemName,
      String queueId,
      String time) {}

  void add(Router router) {
    router.post(AT + "/identify").handler(this::identify);
    router.post(AT + "/history").handler(this::history);
    faces.add(router);
  }

  /** What the visitor did before. A code may be anybody's: it takes a card or a face. */
  private void history(RoutingContext context) {
    var wanted = Json.read(context.body().asString(), KioskRoutes.OfVisit.class);
    var visit = visits.find(Json.required(wanted.visit(), "visit"), hall.keeper.now());
    if (visit.channel().equals("QR")) {
      throw new Refused(Reason.NOT_IDENTIFIED, "What was done before needs a card or a face");
    }
    serving
        .visitsOf(visit.token())
        .map(this::named)
        .onSuccess(found -> Answers.raw(context, 200, "{\"visits\":%s}".formatted(found)))
        .onFailure(
            away -> {
              LOG.info("No history for who asks: {}", away.toString());
              Answers.failed(
                  context,
                  new Refused(
                      Reason.HISTORY_UNREACHABLE, "What was done before cannot be asked now"));
            });
  }

  /** With the names of items, which serving tells by their codes. */
  private JsonArray named(String found) {
    var all = new JsonArray(found);
    for (int i = 0; i < all.size(); i++) {
      var one = all.getJsonObject(i);
      one.put("item_name", hall.directory().itemName(one.getString("item_code")));
    }
    return all;
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
    return serving
        .news()
        .map(asked -> appointment(code).orElseThrow(IdentifyRoutes::noAppointment));
  }

  private Optional<Who> appointment(String code) {
    return hall.directory()
        .appointmentByCode(code)
        .map(
            found ->
                found.visitorToken() == null
                    ? APPOINTMENT + found.appointmentId()
                    : found.visitorToken())
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
        visits.begin(token, by, born, Opening.of(directory, state, now).isOpen(), now),
        Json.time(now + Visits.GOOD_FOR),
        by,
        visited == null ? null : lastTime.of(visited),
        agreed,
        open,
        plugged.faces().knows(token),
        faces.offer(token, born, now));
  }

  private List<Directory.Appointment> appointmentsOf(String token) {
    return token.startsWith(APPOINTMENT)
        ? hall.directory().appointment(token.substring(APPOINTMENT.length())).stream().toList()
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
}
