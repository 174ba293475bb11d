package io.hallpulse.agent.web;

import io.hallpulse.agent.hall.DeskCommands;
import io.hallpulse.agent.hall.Plan;
import io.hallpulse.agent.hall.Refused;
import io.hallpulse.agent.hall.Tickets;
import io.hallpulse.agent.hall.Urgency;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A clerk's console. */
final class DeskRoutes {
  private static final String AT = "/api/v1/desk/:counter";
  private static final long ASKED_FOR = TimeUnit.SECONDS.toMicros(60);

  private final Vertx vertx;
  private final Hall hall;
  private final Streams streams;
  private final Access access;
  private final Printing printing;
  private final PhoneRatings phones;

  DeskRoutes(
      Vertx vertx,
      Hall hall,
      Streams streams,
      Access access,
      Printing printing,
      PhoneRatings phones) {
    this.vertx = vertx;
    this.hall = hall;
    this.streams = streams;
    this.access = access;
    this.printing = printing;
    this.phones = phones;
  }

  record SignIn(String staffId, String pin) {}

  record OfTicket(String ticketId) {}

  record Start(@Nullable String itemCode) {}

  record Transfer(String queueId, @Nullable String reason) {}

  record End(String outcome, @Nullable String itemCode) {}

  record Pause(
      Integer minutes,
      @Nullable String reason,
      @Nullable String coverStaffId,
      @Nullable Boolean approved) {}

  record Draft(String itemCode, @Nullable List<String> missing, @Nullable String matterId) {}

  record ByHand(
      @Nullable String itemCode,
      @Nullable String queueId,
      @Nullable Integer priority,
      @Nullable Boolean print) {}

  void add(Router router) {
    router.get(AT).handler(context -> Answers.json(context, 200, state(context)));
    router
        .get(AT + "/events")
        .handler(
            context -> {
              var counter = counter(context);
              streams.open(context, "desk " + counter, () -> DeskState.of(counter, hall));
            });
    router.post(AT + "/sign-in").handler(this::signIn);
    command(router, "sign-out", (desk, body) -> desk.signOut(), this::clear);
    command(router, "next", (desk, body) -> desk.next(), this::clear);
    command(
        router,
        "call",
        (desk, body) ->
            desk.call(Json.required(Json.read(body, OfTicket.class).ticketId(), "ticket_id")),
        this::clear);
    command(router, "recall", (desk, body) -> desk.recall(), counter -> {});
    command(router, "no-show", (desk, body) -> desk.noShow(), counter -> {});
    command(
        router,
        "start",
        (desk, body) -> desk.start(Json.read(body, Start.class).itemCode()),
        counter -> {});
    command(router, "hold", (desk, body) -> desk.hold(), counter -> {});
    command(
        router,
        "resume",
        (desk, body) ->
            desk.resume(Json.required(Json.read(body, OfTicket.class).ticketId(), "ticket_id")),
        counter -> {});
    command(
        router,
        "transfer",
        (desk, body) -> {
          var wanted = Json.read(body, Transfer.class);
          return desk.transfer(Json.required(wanted.queueId(), "queue_id"), wanted.reason());
        },
        this::clear);
    router.post(AT + "/end").handler(this::end);
    command(
        router,
        "cancel",
        (desk, body) ->
            desk.cancel(Json.required(Json.read(body, OfTicket.class).ticketId(), "ticket_id")),
        counter -> {});
    command(
        router,
        "pause",
        (desk, body) -> {
          var wanted = Json.read(body, Pause.class);
          return desk.pause(
              Json.required(wanted.minutes(), "minutes"),
              wanted.reason(),
              wanted.coverStaffId(),
              Boolean.TRUE.equals(wanted.approved()));
        },
        counter -> {});
    command(router, "open", (desk, body) -> desk.open(), counter -> {});
    router.post(AT + "/tickets").handler(this::byHand);
    router.route(HttpMethod.PUT, AT + "/draft").handler(this::draft);
    router.route(HttpMethod.DELETE, AT + "/draft").handler(this::dropDraft);
    router.post(AT + "/notice").handler(this::notice);
  }

  private void command(
      Router router,
      String path,
      BiFunction<DeskCommands, String, Plan<Boolean>> command,
      Consumer<String> then) {
    router
        .post(AT + "/" + path)
        .handler(context -> run(context, desk -> command.apply(desk, body(context)), then));
  }

  private interface Wish {
    Plan<Boolean> of(DeskCommands desk);
  }

  private void run(RoutingContext context, Wish wish, Consumer<String> then) {
    var counter = counter(context);
    var done =
        hall.keeper.run(
            Urgency.TICKETS,
            (state, now) -> wish.of(new DeskCommands(state, hall.directory(), counter, now)));
    Answers.when(
        context,
        done,
        200,
        yes -> {
          then.accept(counter);
          hall.keeper.touch();
          return DeskState.of(counter, hall);
        });
  }

  private static String body(RoutingContext context) {
    var body = context.body().asString();
    return body == null || body.isBlank() ? "{}" : body;
  }

  private String counter(RoutingContext context) {
    return hall.directory().counter(context.pathParam("counter")).counterId();
  }

  private DeskState state(RoutingContext context) {
    return DeskState.of(counter(context), hall);
  }

  /** A new visitor must not see what was for the one before. */
  private void clear(String counter) {
    hall.drafts.remove(counter);
    hall.shownNotices.remove(counter);
    hall.asking.remove(counter);
  }

  private void signIn(RoutingContext context) {
    var wanted = Json.read(body(context), SignIn.class);
    var staff = Json.required(wanted.staffId(), "staff_id");
    var pin = Json.required(wanted.pin(), "pin");
    vertx
        .executeBlocking(
            () -> {
              access.requirePin(staff, pin);
              return true;
            })
        .onSuccess(yes -> run(context, desk -> desk.signIn(staff), this::clear))
        .onFailure(failure -> Answers.failed(context, failure));
  }

  private void end(RoutingContext context) {
    var wanted = Json.read(body(context), End.class);
    var counter = counter(context);
    var current =
        new DeskCommands(hall.state(), hall.directory(), counter, hall.keeper.now()).currentIfAny();
    run(
        context,
        desk -> desk.end(Json.required(wanted.outcome(), "outcome"), wanted.itemCode()),
        at -> {
          hall.drafts.remove(at);
          if (current != null && !"ABANDONED".equals(wanted.outcome())) {
            ask(at, current.id());
          }
        });
  }

  private void ask(String counter, String ticketId) {
    long until = hall.keeper.now() + ASKED_FOR;
    hall.asking.put(counter, new Hall.Asking(ticketId, until, null));
    vertx.setTimer(
        TimeUnit.MICROSECONDS.toMillis(ASKED_FOR) + 100,
        timer -> {
          var asking = hall.asking.get(counter);
          if (asking != null && asking.until() == until) {
            hall.asking.remove(counter);
            hall.shownNotices.remove(counter);
            hall.keeper.touch();
          }
        });
    var ticket = hall.state().ticket(ticketId);
    if (ticket != null) {
      phones.ask(
          ticketId,
          counter,
          ticket.servedAt(),
          url -> {
            var asking = hall.asking.get(counter);
            if (asking != null && asking.until() == until) {
              hall.asking.put(counter, new Hall.Asking(ticketId, until, url));
              hall.keeper.touch();
            }
          });
    }
  }

  private void byHand(RoutingContext context) {
    var wanted = Json.read(body(context), ByHand.class);
    var counter = counter(context);
    if (hall.state().post(counter).staffId() == null) {
      throw new Refused(Refused.Reason.NOBODY_SIGNED_IN, "Nobody is signed in at this counter");
    }
    var id = hall.ids.next(hall.keeper.now());
    var ticket =
        new Tickets.Wanted(
            id,
            "COUNTER",
            wanted.itemCode(),
            wanted.queueId(),
            null,
            wanted.priority() == null ? 0 : wanted.priority(),
            null,
            null);
    var done =
        hall.keeper.run(
            Urgency.TICKETS,
            (state, now) -> new Tickets(state, hall.directory()).issue(ticket, now, () -> id));
    printing.answer(context, done, !Boolean.FALSE.equals(wanted.print()));
  }

  private void draft(RoutingContext context) {
    var wanted = Json.read(body(context), Draft.class);
    var counter = counter(context);
    var item = hall.directory().item(Json.required(wanted.itemCode(), "item_code"));
    var missing = wanted.missing() == null ? List.<String>of() : wanted.missing();
    for (var material : missing) {
      if (!hall.directory().materials(item.itemCode()).contains(material)) {
        throw Refused.unusable("missing names what is no material of " + item.itemCode());
      }
    }
    if (hall.state().post(counter).staffId() == null) {
      throw new Refused(Refused.Reason.NOBODY_SIGNED_IN, "Nobody is signed in at this counter");
    }
    hall.shownNotices.remove(counter);
    hall.drafts.put(counter, new Hall.Draft(item.itemCode(), missing, wanted.matterId()));
    hall.keeper.touch();
    Answers.json(context, 200, DeskState.of(counter, hall));
  }

  private void dropDraft(RoutingContext context) {
    var counter = counter(context);
    hall.drafts.remove(counter);
    hall.keeper.touch();
    Answers.json(context, 200, DeskState.of(counter, hall));
  }

  private void notice(RoutingContext context) {
    var wanted = Json.read(body(context), Draft.class);
    var counter = counter(context);
    var noticeId = hall.ids.next(hall.keeper.now());
    var matter =
        wanted.matterId() == null || wanted.matterId().isBlank()
            ? "m-" + noticeId
            : wanted.matterId();
    var item = Json.required(wanted.itemCode(), "item_code");
    var missing = wanted.missing() == null ? List.<String>of() : wanted.missing();
    run(
        context,
        desk -> desk.notice(noticeId, matter, item, missing, () -> true),
        at -> {
          hall.drafts.remove(at);
          hall.shownNotices.put(counter, noticeId);
        });
  }
}
