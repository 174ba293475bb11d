package io.hallpulse.agent.web;

import io.hallpulse.agent.device.SimulatedCardReader;
import io.hallpulse.agent.hall.Refused;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Setting a hall's devices up. */
final class AdminRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(AdminRoutes.class);

  private final Vertx vertx;
  private final Hall hall;
  private final Access access;
  private final @Nullable SimulatedCardReader cards;
  private final Supplier<Status> status;

  /**
   * Routes of a device.
   *
   * @param cards a simulated reader, if the device has one
   */
  AdminRoutes(
      Vertx vertx,
      Hall hall,
      Access access,
      @Nullable SimulatedCardReader cards,
      Supplier<Status> status) {
    this.vertx = vertx;
    this.hall = hall;
    this.access = access;
    this.cards = cards;
    this.status = status;
  }

  record Pin(String pin) {}

  record Card(String number, @Nullable String name) {}

  record Wanted(String name, String role, @Nullable String counterId) {}

  record Admitted(String name, String role, @Nullable String counterId, String token) {}

  record Device(String name, String role, @Nullable String counterId) {}

  record Devices(List<Device> devices) {}

  void add(Router router) {
    router.route(HttpMethod.PUT, "/api/v1/admin/pins/:staff").handler(this::pin);
    router
        .get("/api/v1/admin/devices")
        .handler(
            context ->
                Answers.json(
                    context,
                    200,
                    new Devices(
                        access.devices().stream()
                            .map(each -> new Device(each.name(), each.role(), each.counterId()))
                            .toList())));
    router.post("/api/v1/admin/devices").handler(this::admit);
    router.delete("/api/v1/admin/devices/:name").handler(this::dismiss);
    router.get("/api/v1/admin/store").handler(context -> Answers.json(context, 200, status.get()));
    router.post("/api/v1/admin/simulated-card").handler(this::layCard);
    router.get("/api/v1/admin/notices/:notice").handler(this::notice);
  }

  private void pin(RoutingContext context) {
    var pin = Json.required(Json.read(context.body().asString(), Pin.class).pin(), "pin");
    var staff = context.pathParam("staff");
    if (!hall.directory().isClerk(staff)) {
      throw Refused.unknown("clerk", staff);
    }
    vertx
        .executeBlocking(
            () -> {
              access.setPin(staff, pin);
              return true;
            })
        .onSuccess(yes -> Answers.nothing(context))
        .onFailure(failure -> Answers.failed(context, failure));
  }

  /** Lays a card on the simulated reader, so that a kiosk can be tried without one. */
  private void layCard(RoutingContext context) {
    if (cards == null) {
      throw new Refused(Refused.Reason.NO_SUCH_DEVICE, "No reader is simulated here");
    }
    var card = Json.read(context.body().asString(), Card.class);
    var number = Json.required(card.number(), "number");
    if (!number.matches("[0-9]{17}[0-9X]")) {
      throw Refused.unusable("number must have 17 digits and a digit or X");
    }
    var name = card.name() == null ? "" : card.name();
    if (name.length() > 15) {
      throw Refused.unusable("name must have at most 15 letters, as on a card");
    }
    cards.lay(name, number);
    Answers.nothing(context);
  }

  private void admit(RoutingContext context) {
    var wanted = Json.read(context.body().asString(), Wanted.class);
    var name = Json.required(wanted.name(), "name");
    var role = Json.required(wanted.role(), "role");
    if (wanted.counterId() != null) {
      hall.directory().counter(wanted.counterId());
    }
    vertx
        .executeBlocking(() -> access.admit(name, role, wanted.counterId()))
        .onSuccess(
            token ->
                Answers.json(context, 201, new Admitted(name, role, wanted.counterId(), token)))
        .onFailure(failure -> Answers.failed(context, failure));
  }

  private void dismiss(RoutingContext context) {
    var name = context.pathParam("name");
    vertx
        .executeBlocking(() -> access.dismiss(name))
        .onSuccess(
            was -> {
              if (was) {
                Answers.nothing(context);
              } else {
                Answers.failed(context, Refused.unknown("device", name));
              }
            })
        .onFailure(failure -> Answers.failed(context, failure));
  }

  private void notice(RoutingContext context) {
    var id = context.pathParam("notice");
    LOG.info("The signed notice {} is looked at by an administrator", id);
    vertx
        .executeBlocking(() -> hall.notices.read(id))
        .onSuccess(
            found ->
                found.ifPresentOrElse(
                    json -> Answers.raw(context, 200, looked(id, json)),
                    () -> Answers.failed(context, Refused.unknown("signed notice", id))))
        .onFailure(failure -> Answers.failed(context, failure));
  }

  /** What is kept, and whether it is what was signed: the log knows for a month. */
  private String looked(String id, String json) {
    var seal = hall.state().sealOf(id);
    if (seal == null) {
      return json;
    }
    if (seal.equals(NoticeFolder.seal(json))) {
      return new JsonObject(json).put("intact", true).encode();
    }
    LOG.error("What is kept of the signed notice {} is not what was signed", id);
    return new JsonObject().put("intact", false).put("kept", json).encode();
  }
}
