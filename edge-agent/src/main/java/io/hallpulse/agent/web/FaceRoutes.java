package io.hallpulse.agent.web;

import io.hallpulse.agent.device.Faces;
import io.hallpulse.agent.device.Faces.Look;
import io.hallpulse.agent.device.Faces.Say;
import io.hallpulse.agent.hall.Note;
import io.hallpulse.agent.hall.Plan;
import io.hallpulse.agent.hall.Refused;
import io.hallpulse.agent.hall.Refused.Reason;
import io.hallpulse.agent.hall.Urgency;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.LocalDate;
import java.time.Period;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Faces at a kiosk: consent first, then a look that goes on picture by picture, and back to nothing
 * at a word. Without faces these answer 503, and all other ways stay.
 */
final class FaceRoutes {
  private static final String AT = "/api/v1/kiosk";
  private static final Set<String> PURPOSES = Set.of("FACE", "PHONE");
  private static final int LARGEST_PICTURE = 1024 * 1024;
  private static final int CHILD_UNTIL = 14;
  private static final int OF_AGE = 18;

  private final Vertx vertx;
  private final Hall hall;
  private final Faces faces;
  private final Visits visits;
  private final Function<String, IdentifyRoutes.Identified> identified;

  FaceRoutes(
      Vertx vertx,
      Hall hall,
      Faces faces,
      Visits visits,
      Function<String, IdentifyRoutes.Identified> identified) {
    this.vertx = vertx;
    this.hall = hall;
    this.faces = faces;
    this.visits = visits;
    this.identified = identified;
  }

  record OfVisit(String visit) {}

  record Consent(String visit, String kind, Boolean given, @Nullable String guardianVisit) {}

  record Consented(String consentId, String kind, String givenAt) {}

  record FaceOf(String visit, String consentId, String image, @Nullable String look) {}

  record GoOn(String look, String say) {}

  record Enrolled(boolean enrolled) {}

  record Forgotten(boolean forgotten) {}

  private interface Then<T> {
    T of(String word) throws IOException;
  }

  void add(Router router) {
    router.post(AT + "/consents").handler(this::consent);
    router.post(AT + "/faces").handler(this::enrol);
    router.post(AT + "/faces/forget").handler(this::forget);
  }

  /** Who may agree to be known by the face: OWN, GUARDIAN for a child, null for nobody. */
  @Nullable String offer(String token, @Nullable LocalDate born, long now) {
    if (!faces.isReady() || born == null || faces.knows(token)) {
      return null;
    }
    var today = LocalDate.ofEpochDay(hall.state().days().of(now));
    return Period.between(born, today).getYears() < CHILD_UNTIL ? "GUARDIAN" : "OWN";
  }

  /** 200 with the visit, 202 with what to say next, 422 if it is nobody known. */
  void identify(RoutingContext context, String image, @Nullable String word) {
    look(
        context,
        image,
        word,
        done ->
            faces
                .whoIs(done)
                .orElseThrow(() -> new Refused(Reason.NOT_IDENTIFIED, "The face is not known")),
        identified::apply);
  }

  private <T> void look(
      RoutingContext context,
      String image,
      @Nullable String word,
      Then<T> then,
      Function<T, Object> shown) {
    requireFaces();
    var picture = picture(image);
    Future<Object> answered =
        vertx
            .executeBlocking(
                () -> {
                  var look = looked(word, picture);
                  return look.say() == Say.DONE
                      ? new Finished<>(then.of(look.word()))
                      : new GoOn(look.word(), look.say().name());
                },
                false)
            .map(result -> result);
    answered
        .onSuccess(result -> answer(context, result, shown))
        .onFailure(failure -> Answers.failed(context, failure));
  }

  private record Finished<T>(T result) {}

  @SuppressWarnings("unchecked") // what was finished is what its look made
  private <T> void answer(RoutingContext context, Object result, Function<T, Object> shown) {
    if (result instanceof GoOn) {
      Answers.json(context, 202, result);
      return;
    }
    try {
      Answers.json(context, 200, shown.apply(((Finished<T>) result).result()));
    } catch (RuntimeException e) {
      Answers.failed(context, e);
    }
  }

  private Look looked(@Nullable String word, byte[] picture) {
    try {
      var look = faces.look(word, picture);
      if (look.say() == Say.REFUSED) {
        throw new Refused(Reason.NOT_IDENTIFIED, "It was not seen that somebody stands there");
      }
      return look;
    } catch (IllegalArgumentException e) {
      throw Refused.unusable("image: " + e.getMessage());
    }
  }

  private void requireFaces() {
    if (!faces.isReady()) {
      throw new Refused(Reason.NO_SUCH_DEVICE, "This device knows no faces");
    }
  }

  private static byte[] picture(String dataUrl) {
    int comma = dataUrl.indexOf(',');
    if (!dataUrl.startsWith("data:image/jpeg") || comma < 0 || dataUrl.length() > LARGEST_PICTURE) {
      throw Refused.unusable("image must be a data URL of a JPEG of at most 1 MB");
    }
    try {
      return Base64.getDecoder().decode(dataUrl.substring(comma + 1));
    } catch (IllegalArgumentException e) {
      throw Refused.unusable("image is not base64");
    }
  }

  private void consent(RoutingContext context) {
    var wanted = Json.read(context.body().asString(), Consent.class);
    long at = hall.keeper.now();
    var visit = visits.find(Json.required(wanted.visit(), "visit"), at);
    var kind = Json.required(wanted.kind(), "kind");
    boolean given = Json.required(wanted.given(), "given");
    if (!PURPOSES.contains(kind)) {
      throw Refused.unusable("kind must be FACE or PHONE");
    }
    var kept =
        kind.equals("FACE")
            ? ofFace(visit, given, wanted.guardianVisit(), at)
            : Future.succeededFuture(true);
    kept.onSuccess(done -> note(context, visit, kind, given))
        .onFailure(failure -> Answers.failed(context, failure));
  }

  /** Into the book of consents before anything else; taken back, the template goes first. */
  private Future<Boolean> ofFace(
      Visits.Visit visit, boolean given, @Nullable String guardianVisit, long at) {
    requireFaces();
    if (!given) {
      return vertx.executeBlocking(() -> faces.forget(visit.token()), false);
    }
    var born = visit.born();
    if (born == null) {
      throw Refused.illegal("Only a card says how old somebody is; identify by card to agree");
    }
    var today = LocalDate.ofEpochDay(hall.state().days().of(at));
    var guardian = guardianVisit == null ? null : guardian(guardianVisit, at, today);
    return vertx.executeBlocking(
        () -> {
          try {
            faces.agree(visit.token(), born, guardian, "kiosk", today);
            return true;
          } catch (IllegalArgumentException e) {
            throw Refused.illegal(String.valueOf(e.getMessage()));
          }
        },
        false);
  }

  private String guardian(String word, long at, LocalDate today) {
    var visit = visits.find(word, at);
    if (visit.born() == null || Period.between(visit.born(), today).getYears() < OF_AGE) {
      throw Refused.illegal("A guardian is of age and has laid an own card on");
    }
    return visit.token();
  }

  private void note(RoutingContext context, Visits.Visit visit, String kind, boolean given) {
    var id = hall.ids.next(hall.keeper.now());
    Answers.when(
        context,
        hall.keeper.run(
            Urgency.TICKETS,
            (state, now) ->
                new Plan<>(
                    List.of(),
                    new Note(Note.CONSENT, id, null, visit.token(), kind, given, now),
                    () -> new Consented(id, kind, Json.time(now)))),
        200,
        done -> done);
  }

  private void enrol(RoutingContext context) {
    requireFaces();
    var wanted = Json.read(context.body().asString(), FaceOf.class);
    var visit = visits.find(Json.required(wanted.visit(), "visit"), hall.keeper.now());
    var consent = hall.state().consent(Json.required(wanted.consentId(), "consent_id"));
    if (consent == null
        || !consent.given()
        || !"FACE".equals(consent.about())
        || !visit.token().equals(consent.visitorToken())) {
      throw Refused.illegal("Without the visitor's consent no face is kept");
    }
    look(
        context,
        Json.required(wanted.image(), "image"),
        wanted.look(),
        done -> {
          try {
            faces.enrol(visit.token(), done);
            return true;
          } catch (IllegalStateException e) {
            throw Refused.illegal(String.valueOf(e.getMessage()));
          }
        },
        Enrolled::new);
  }

  private void forget(RoutingContext context) {
    var wanted = Json.read(context.body().asString(), OfVisit.class);
    var visit = visits.find(Json.required(wanted.visit(), "visit"), hall.keeper.now());
    vertx
        .executeBlocking(() -> faces.forget(visit.token()), false)
        .onSuccess(forgotten -> Answers.json(context, 200, new Forgotten(forgotten)))
        .onFailure(failure -> Answers.failed(context, failure));
  }
}
