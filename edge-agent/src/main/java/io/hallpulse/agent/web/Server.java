package io.hallpulse.agent.web;

import io.hallpulse.agent.device.Cameras;
import io.hallpulse.agent.device.CardReader;
import io.hallpulse.agent.device.Faces;
import io.hallpulse.agent.device.OtherVideo;
import io.hallpulse.agent.device.SimulatedCardReader;
import io.hallpulse.agent.device.TicketPrinter;
import io.hallpulse.agent.device.VisitorKey;
import io.hallpulse.agent.hall.Refused;
import io.hallpulse.agent.tls.Certificates;
import io.hallpulse.agent.tls.Tls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The agent's HTTP server: the hall's API and the pages. For the loop alone. */
public final class Server {
  private static final int LARGEST_BODY = 4 * 1024 * 1024;
  private static final String PAGES = "web";

  private final Vertx vertx;
  private final Router router;
  private final Streams streams;

  /** What is known before anybody asks. */
  public record About(
      String hallId, String district, List<String> roles, String deviceId, String version) {}

  record Info(
      String hallId,
      String hallName,
      List<String> roles,
      String deviceId,
      String version,
      List<String> languages,
      KioskState.Drivers drivers) {}

  /**
   * What is plugged into this device.
   *
   * @param otherVideo is told where other devices show theirs
   * @param video adds the routes of live video, which have a door of their own
   */
  public record Devices(
      @Nullable CardReader cards,
      @Nullable SimulatedCardReader simulatedCards,
      @Nullable TicketPrinter printer,
      Faces faces,
      Cameras cameras,
      OtherVideo otherVideo,
      Consumer<Router> video) {}

  public Server(
      Vertx vertx,
      Hall hall,
      Access access,
      Devices devices,
      VisitorKey key,
      About about,
      PhoneRatings phones,
      AtServing serving,
      Supplier<Status> status) {
    this.vertx = vertx;
    this.router = Router.router(vertx);
    this.streams = new Streams(vertx);
    hall.keeper.onEvents(events -> streams.changed());
    var door = new Door(access);
    var plugged =
        new KioskRoutes.Plugged(devices.cards(), devices.printer() != null, devices.faces());
    var printing =
        new Printing(
            vertx,
            hall,
            devices.printer() == null
                ? slip -> TicketPrinter.Printed.NO_PRINTER
                : devices.printer());
    router.route().handler(Server::protect);
    router.get("/health").handler(context -> health(context, status.get()));
    router.get("/metrics").handler(context -> metrics(context, status.get()));
    router.route("/api/v1/*").handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
    router.route("/api/v1/*").handler(door::check);
    router.post("/api/v1/session").handler(door::enter);
    router
        .get("/api/v1/info")
        .handler(
            context ->
                Answers.json(
                    context,
                    200,
                    new Info(
                        about.hallId(),
                        hall.directory().hallName(),
                        about.roles(),
                        about.deviceId(),
                        about.version(),
                        List.of("zh", "en"),
                        plugged.drivers())));
    new DeskRoutes(vertx, hall, streams, access, printing, phones).add(router);
    new ScreenRoutes(vertx, hall, streams, about.district()).add(router);
    new KioskRoutes(vertx, hall, streams, printing, plugged, key, serving).add(router);
    new CameraRoutes(hall, streams, devices.cameras(), devices.otherVideo()).add(router);
    devices.video().accept(router);
    new AdminRoutes(vertx, hall, access, devices.simulatedCards(), status).add(router);
    router.get("/api/v1/board").handler(context -> Answers.json(context, 200, BoardState.of(hall)));
    router
        .get("/api/v1/board/events")
        .handler(context -> streams.open(context, "board", () -> BoardState.of(hall)));
    router
        .route("/api/*")
        .handler(
            context ->
                Answers.failed(
                    context,
                    Refused.unknown(
                        "route", context.request().method() + " " + context.normalizedPath())));
    addPages();
    router.route().failureHandler(context -> Answers.failed(context, context.failure()));
  }

  /** The web app: its files, and its index for every path that is a page of it. */
  private void addPages() {
    router
        .get()
        .handler(StaticHandler.create(PAGES).setIndexPage("index.html").setCachingEnabled(true));
    router
        .get()
        .handler(
            context -> {
              if (context.normalizedPath().contains(".")) {
                context.response().setStatusCode(404).end();
              } else {
                context.response().putHeader("Cache-Control", "no-cache");
                context
                    .response()
                    .sendFile(PAGES + "/index.html")
                    .onFailure(
                        missing ->
                            context.response().setStatusCode(404).end("no pages are built in"));
              }
            });
  }

  private static void protect(RoutingContext context) {
    context
        .response()
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader(
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:;"
                + " style-src 'self' 'unsafe-inline'; frame-ancestors 'none'");
    context.next();
  }

  private static void health(RoutingContext context, Status status) {
    Answers.json(context, status.status().equals("UP") ? 200 : 503, status);
  }

  private void metrics(RoutingContext context, Status status) {
    var lines =
        """
        # TYPE hallpulse_agent_spool_depth gauge
        hallpulse_agent_spool_depth %d
        # TYPE hallpulse_agent_last_seq counter
        hallpulse_agent_last_seq %d
        # TYPE hallpulse_agent_published_seq counter
        hallpulse_agent_published_seq %d
        # TYPE hallpulse_agent_segments gauge
        hallpulse_agent_segments %d
        # TYPE hallpulse_agent_quarantined gauge
        hallpulse_agent_quarantined %d
        # TYPE hallpulse_agent_uplink_up gauge
        hallpulse_agent_uplink_up %d
        # TYPE hallpulse_agent_fenced gauge
        hallpulse_agent_fenced %d
        # TYPE hallpulse_agent_streams gauge
        hallpulse_agent_streams %d
        # TYPE hallpulse_agent_faces_kept gauge
        hallpulse_agent_faces_kept %d
        # TYPE hallpulse_agent_faces_filing_due gauge
        hallpulse_agent_faces_filing_due %d
        # TYPE hallpulse_agent_cameras gauge
        hallpulse_agent_cameras %d
        # TYPE hallpulse_agent_cameras_seeing gauge
        hallpulse_agent_cameras_seeing %d
        # TYPE hallpulse_agent_certificates_ending gauge
        hallpulse_agent_certificates_ending %d
        """
            .formatted(
                status.spoolDepth(),
                status.lastSeq(),
                status.publishedSeq(),
                status.segments(),
                status.quarantined(),
                status.uplink().equals("UP") ? 1 : 0,
                status.fenced() ? 1 : 0,
                streams.readers(),
                status.faces().kept(),
                status.faces().filingDuty().equals("DUE") ? 1 : 0,
                status.cameras().size(),
                status.cameras().stream().filter(each -> each.state().equals("SEEING")).count(),
                Certificates.ending(status.certificates()));
    context.response().putHeader("Content-Type", "text/plain; version=0.0.4").end(lines);
  }

  public Router router() {
    return router;
  }

  /**
   * @param tls null to listen without it
   */
  public Future<HttpServer> listen(String host, int port, @Nullable Tls tls) {
    var options = new HttpServerOptions().setIdleTimeout(0);
    return vertx
        .createHttpServer(tls == null ? options : tls.server(options))
        .requestHandler(router)
        .listen(port, host);
  }
}
