package io.hallpulse.agent.web;

import io.hallpulse.agent.hall.Note;
import io.hallpulse.agent.hall.Plan;
import io.hallpulse.agent.hall.Refused;
import io.hallpulse.agent.hall.Tickets;
import io.hallpulse.agent.hall.Urgency;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The visitor's side of a window: notices to sign, ratings. */
final class ScreenRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ScreenRoutes.class);
  private static final String AT = "/api/v1/screen/:counter";
  private static final String PNG = "data:image/png;base64,";
  private static final byte[] PNG_MARK = {(byte) 0x89, 'P', 'N', 'G'};
  private static final int LARGEST = 200 * 1024;

  private final Vertx vertx;
  private final Hall hall;
  private final Streams streams;
  private final String district;

  /** Notices whose signature is on its way to the disk: a second one must not overwrite it. */
  private final Set<String> signing = new HashSet<>();

  ScreenRoutes(Vertx vertx, Hall hall, Streams streams, String district) {
    this.vertx = vertx;
    this.hall = hall;
    this.streams = streams;
    this.district = district;
  }

  record Signing(String contentHash, String image) {}

  /** As it is kept on the device. */
  record Signed(Shown.NoticeSheet notice, String contentHash, String image, String signedAt) {}

  record Rating(
      String ticketId, Integer level, @Nullable List<String> reasons, @Nullable String words) {}

  record OfTicket(String ticketId) {}

  record Taken(boolean taken) {}

  record Declined(boolean declined) {}

  void add(Router router) {
    router
        .get(AT)
        .handler(
            context ->
                Answers.json(context, 200, ScreenState.of(counter(context), hall, district)));
    router
        .get(AT + "/events")
        .handler(
            context -> {
              var counter = counter(context);
              streams.open(
                  context, "screen " + counter, () -> ScreenState.of(counter, hall, district));
            });
    router.get(AT + "/notices/:notice").handler(this::notice);
    router.post(AT + "/notices/:notice/signature").handler(this::sign);
    router.post(AT + "/ratings").handler(this::rate);
    router.post(AT + "/ratings/decline").handler(this::decline);
  }

  private String counter(RoutingContext context) {
    return hall.directory().counter(context.pathParam("counter")).counterId();
  }

  private void notice(RoutingContext context) {
    Answers.json(context, 200, ofThisCounter(context));
  }

  private Shown.NoticeSheet ofThisCounter(RoutingContext context) {
    var id = context.pathParam("notice");
    var history = hall.state().notice(id);
    var counter = counter(context);
    if (history == null
        || history.moves().stream().noneMatch(move -> counter.equals(move.counterId()))) {
      throw Refused.unknown("notice of this counter", id);
    }
    return Shown.notice(id, hall.state(), hall.directory(), hall.publicUrl);
  }

  private void sign(RoutingContext context) {
    var wanted = Json.read(context.body().asString(), Signing.class);
    var hash = Json.required(wanted.contentHash(), "content_hash");
    var image = image(Json.required(wanted.image(), "image"));
    var notice = ofThisCounter(context);
    var counter = counter(context);
    if (notice.signedAt() != null || signing.contains(notice.noticeId())) {
      throw Refused.illegal("The notice is signed");
    }
    if (!notice.contentHash().equalsIgnoreCase(hash)) {
      throw Refused.illegal(
          "content_hash signed is %s, the notice's is %s".formatted(hash, notice.contentHash()));
    }
    var kept =
        Json.write(new Signed(notice, notice.contentHash(), image, Json.time(hall.keeper.now())));
    signing.add(notice.noticeId());
    // First what was signed, then that it was: a crash between leaves a file that nobody asks for.
    vertx
        .executeBlocking(
            () -> {
              hall.notices.keep(notice.noticeId(), kept);
              return true;
            })
        .onSuccess(yes -> signed(context, notice, counter, NoticeFolder.seal(kept)))
        .onFailure(
            failure ->
                Answers.failed(
                    context,
                    new Refused(
                        Refused.Reason.STORE_UNAVAILABLE, "The signature could not be kept")))
        .onComplete(done -> signing.remove(notice.noticeId()));
  }

  /**
   * By now the state says so itself, whether it is durable yet or not.
   *
   * @param seal of what was kept: with the event it goes into the log, so that nobody changes the
   *     file unseen
   */
  private void signed(
      RoutingContext context, Shown.NoticeSheet notice, String counter, String seal) {
    var event =
        Event.newBuilder()
            .setKind(EventKind.NOTICE_SIGNED)
            .setNoticeId(notice.noticeId())
            .setMatterId(notice.matterId())
            .setTicketId(notice.ticketId())
            .setCounterId(counter)
            .setItemCode(notice.itemCode())
            .setContentHash(notice.contentHash());
    Answers.when(
        context,
        hall.keeper.run(
            Urgency.TICKETS,
            (state, now) -> {
              var again = Shown.notice(notice.noticeId(), state, hall.directory(), hall.publicUrl);
              if (again.signedAt() != null) {
                throw Refused.illegal("The notice is signed");
              }
              var note = new Note(Note.SIGNATURE, notice.noticeId(), null, null, seal, true, now);
              return new Plan<>(List.of(event), note, () -> true);
            }),
        200,
        yes -> {
          tellPhone(notice.noticeId());
          return Shown.notice(notice.noticeId(), hall.state(), hall.directory(), hall.publicUrl);
        });
  }

  /** The signature counts whatever becomes of this. */
  private void tellPhone(String noticeId) {
    vertx
        .executeBlocking(
            () -> {
              hall.notices.owe(noticeId);
              hall.phoneNotices.sendOwed();
              return true;
            })
        .onFailure(failure -> LOG.error("The notice {} is not on its phone", noticeId, failure));
  }

  private static String image(String dataUrl) {
    if (!dataUrl.startsWith(PNG)) {
      throw Refused.unusable("image must be a data URL of a PNG");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(dataUrl.substring(PNG.length()));
    } catch (IllegalArgumentException e) {
      throw Refused.unusable("image is not base64");
    }
    if (bytes.length > LARGEST || bytes.length < PNG_MARK.length) {
      throw Refused.unusable("image must have at most %d bytes".formatted(LARGEST));
    }
    for (int i = 0; i < PNG_MARK.length; i++) {
      if (bytes[i] != PNG_MARK[i]) {
        throw Refused.unusable("image is no PNG");
      }
    }
    return dataUrl;
  }

  private void rate(RoutingContext context) {
    var wanted = Json.read(context.body().asString(), Rating.class);
    var counter = counter(context);
    var ticket = Json.required(wanted.ticketId(), "ticket_id");
    int level = Json.required(wanted.level(), "level");
    var reasons = wanted.reasons() == null ? List.<String>of() : wanted.reasons();
    Answers.when(
        context,
        hall.keeper.run(
            Urgency.TICKETS,
            (state, now) ->
                new Tickets(state, hall.directory())
                    .rate(counter, ticket, level, reasons, wanted.words(), () -> new Taken(true))),
        200,
        taken -> {
          stopAsking(counter, ticket);
          return taken;
        });
  }

  private void decline(RoutingContext context) {
    var wanted = Json.read(context.body().asString(), OfTicket.class);
    stopAsking(counter(context), Json.required(wanted.ticketId(), "ticket_id"));
    Answers.json(context, 200, new Declined(true));
  }

  private void stopAsking(String counter, String ticketId) {
    var asking = hall.asking.get(counter);
    if (asking != null && asking.ticketId().equals(ticketId)) {
      hall.asking.remove(counter);
      hall.shownNotices.remove(counter);
      hall.keeper.touch();
    }
  }
}
