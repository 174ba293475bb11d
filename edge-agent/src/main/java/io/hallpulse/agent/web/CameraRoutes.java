package io.hallpulse.agent.web;

import io.hallpulse.agent.device.Cameras;
import io.hallpulse.agent.device.OtherVideo;
import io.hallpulse.agent.hall.Plan;
import io.hallpulse.agent.hall.Refused;
import io.hallpulse.agent.hall.Urgency;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What cameras of other devices saw and where they show it, and what this device's watch. */
final class CameraRoutes {
  private static final String AT = "/api/v1/camera";
  private static final int MOST_PEOPLE = 10_000;

  private final Hall hall;
  private final Streams streams;
  private final Cameras cameras;
  private final OtherVideo others;

  CameraRoutes(Hall hall, Streams streams, Cameras cameras, OtherVideo others) {
    this.hall = hall;
    this.streams = streams;
    this.cameras = cameras;
    this.others = others;
  }

  /** What the cameras see, in numbers. */
  record Seen(
      long revision, String now, Shown.Uplink uplink, String hallName, List<Cameras.Camera> cameras)
      implements Streams.State {}

  record Post(
      String counterId,
      Boolean present,
      Double confidence,
      @Nullable Integer people,
      @Nullable String cameraId) {}

  record Area(String areaId, Integer people, @Nullable String cameraId) {}

  record Fault(String deviceId, String code, @Nullable String detail) {}

  record Video(String address, List<String> counters) {}

  record Accepted(long seq) {}

  void add(Router router) {
    router.get(AT).handler(context -> Answers.json(context, 200, seen()));
    router.get(AT + "/events").handler(context -> streams.open(context, "camera", this::seen));
    router.post(AT + "/posts").handler(this::post);
    router.post(AT + "/areas").handler(this::area);
    router.post(AT + "/faults").handler(this::fault);
    router.post(AT + "/video").handler(this::video);
  }

  private Seen seen() {
    return new Seen(
        hall.keeper.revision(),
        Json.time(hall.keeper.now()),
        hall.uplink(),
        hall.directory().hallName(),
        cameras.cameras());
  }

  private void post(RoutingContext context) {
    var seen = Json.read(context.body().asString(), Post.class);
    var counter = hall.directory().counter(Json.required(seen.counterId(), "counter_id"));
    double confidence = Json.required(seen.confidence(), "confidence");
    if (!(confidence >= 0 && confidence <= 1)) {
      throw Refused.unusable("confidence must be 0 to 1, got " + confidence);
    }
    write(
        context,
        Event.newBuilder()
            .setKind(EventKind.POST_OBSERVED)
            .setCounterId(counter.counterId())
            .setPresent(Json.required(seen.present(), "present"))
            .setConfidence(confidence)
            .setPeople(seen.people() == null ? null : people(seen.people()))
            .setCameraId(name(seen.cameraId(), "camera_id")));
  }

  private void area(RoutingContext context) {
    var seen = Json.read(context.body().asString(), Area.class);
    write(
        context,
        Event.newBuilder()
            .setKind(EventKind.QUEUE_OBSERVED)
            .setAreaId(name(Json.required(seen.areaId(), "area_id"), "area_id"))
            .setPeople(people(Json.required(seen.people(), "people")))
            .setCameraId(name(seen.cameraId(), "camera_id")));
  }

  private void fault(RoutingContext context) {
    var fault = Json.read(context.body().asString(), Fault.class);
    var detail = fault.detail();
    if (detail != null && detail.length() > 500) {
      throw Refused.unusable("detail must have at most 500 characters");
    }
    write(
        context,
        Event.newBuilder()
            .setKind(EventKind.DEVICE_FAULT)
            .setDeviceId(name(Json.required(fault.deviceId(), "device_id"), "device_id"))
            .setCode(name(Json.required(fault.code(), "code"), "code"))
            .setDetail(detail));
  }

  /** Links to it are signed with what both ends know of the device's token. */
  private void video(RoutingContext context) {
    var video = Json.read(context.body().asString(), Video.class);
    var counters = Json.required(video.counters(), "counters");
    counters.forEach(hall.directory()::counter);
    others.tell(
        address(Json.required(video.address(), "address")),
        counters,
        Door.device(context).sharedKey());
    Answers.nothing(context);
  }

  private static URI address(String text) {
    try {
      var uri = new URI(text);
      boolean isServer = uri.getHost() != null && uri.getPort() > 0 && uri.getRawUserInfo() == null;
      if (isServer && text.equals(uri.getScheme() + "://" + uri.getRawAuthority())) {
        if (uri.getScheme().equals("http") || uri.getScheme().equals("https")) {
          return uri;
        }
      }
    } catch (URISyntaxException e) {
      throw Refused.unusable("address cannot be read: " + e.getMessage());
    }
    throw Refused.unusable("address must be http://HOST:PORT or https://HOST:PORT, got " + text);
  }

  private static int people(int people) {
    if (people < 0 || people > MOST_PEOPLE) {
      throw Refused.unusable("people must be 0 to %d, got %d".formatted(MOST_PEOPLE, people));
    }
    return people;
  }

  private static @Nullable String name(@Nullable String name, String field) {
    if (name != null && !name.matches("[A-Za-z0-9._/-]{1,100}")) {
      throw Refused.unusable(field + " has 1 to 100 letters, digits, dots and lines");
    }
    return name;
  }

  private void write(RoutingContext context, Event.Builder event) {
    Answers.when(
        context,
        hall.keeper.run(Urgency.CAMERAS, (state, now) -> Plan.of(() -> event, event)),
        202,
        written -> new Accepted(written.getSeq()));
  }
}
