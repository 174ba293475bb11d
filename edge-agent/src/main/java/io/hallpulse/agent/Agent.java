package io.hallpulse.agent;

import io.hallpulse.agent.device.Faces;
import io.hallpulse.agent.device.SimulatedCardReader;
import io.hallpulse.agent.device.SimulatedPrinter;
import io.hallpulse.agent.device.VisitorKey;
import io.hallpulse.agent.eyes.Eyes;
import io.hallpulse.agent.hall.Directory;
import io.hallpulse.agent.hall.Forecasts;
import io.hallpulse.agent.hall.HallKeeper;
import io.hallpulse.agent.hall.HallState;
import io.hallpulse.agent.hall.Identity;
import io.hallpulse.agent.hall.Ids;
import io.hallpulse.agent.hall.Urgency;
import io.hallpulse.agent.hall.Withdrawal;
import io.hallpulse.agent.spool.Entry;
import io.hallpulse.agent.spool.FolderDisk;
import io.hallpulse.agent.spool.Spool;
import io.hallpulse.agent.tls.Certificates;
import io.hallpulse.agent.tls.Tls;
import io.hallpulse.agent.uplink.Downlink;
import io.hallpulse.agent.uplink.Enrolment;
import io.hallpulse.agent.uplink.Publisher;
import io.hallpulse.agent.uplink.Told;
import io.hallpulse.agent.vision.video.OtherCameras;
import io.hallpulse.agent.vision.video.VideoDoor;
import io.hallpulse.agent.web.Access;
import io.hallpulse.agent.web.AtServing;
import io.hallpulse.agent.web.Hall;
import io.hallpulse.agent.web.NoticeFolder;
import io.hallpulse.agent.web.PhoneNotices;
import io.hallpulse.agent.web.Server;
import io.hallpulse.agent.web.Status;
import io.hallpulse.domain.forecast.Learned;
import io.hallpulse.domain.hall.HallRules;
import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.event.EventKind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hall's agent with the role queue: it owns the hall's state and answers its devices. */
public final class Agent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

  private final Settings settings;
  private final Enrolment enrolment;
  private final Clock clock;
  private final @Nullable Tls tls;
  private final Certificates certificates;
  private final FolderLock lock;
  private final Vertx vertx;
  private final Context loop;
  private final Downlink downlink;
  private final Spool spool;
  private final DiskStore store;
  private final Publisher publisher;
  private final HallKeeper keeper;
  private final Access access;
  private final Path folder;
  private final OwnEvents own;
  private final Chores chores;
  private final FromServing news;
  private final Hall hall;
  private final List<Withdrawal> withdrawnAtStart;
  private volatile Directory directory;
  private Forecasts forecasts = new Forecasts(Learned.nothing());
  private @Nullable Plugs plugs;
  private @Nullable Eyes eyes;

  Agent(Settings settings, Path folder, Clock clock) throws IOException, InterruptedException {
    this.settings = settings;
    this.folder = folder;
    this.clock = clock;
    Files.createDirectories(folder);
    tls = settings.tls() == null ? null : settings.tls().in(folder);
    var kafkaTls = settings.kafkaTls() == null ? null : settings.kafkaTls().in(folder);
    certificates = new Certificates(lines(tls, kafkaTls), clock);
    lock = FolderLock.take(folder);
    var known = Enrolment.read(folder.resolve("enrolment.json"));
    if (known == null) {
      lock.close();
      throw new IllegalStateException(
          "%s holds no enrolment.json: enrol the device first".formatted(folder));
    }
    enrolment = known;
    downlink =
        new Downlink(
            enrolment, folder.resolve("downlink.json"), UUID.randomUUID().toString(), clock);
    var told = toldAtStart();
    directory = directory(told);
    withdrawnAtStart = told.withdrawals();
    access = new Access(folder, System::nanoTime);
    var disk = new FolderDisk(folder.resolve("spool"));
    var state = emptyState();
    var today = new ArrayList<Event>();
    spool =
        Spool.open(
            disk,
            settings.segmentMegabytes() * 1024L * 1024,
            enrolment.epoch(),
            () -> new SecureRandom().nextLong() | 1,
            entry -> {
              state.apply(entry);
              keepToday(entry, today);
            });
    store = new DiskStore(spool);
    publisher =
        new Publisher(
            spool,
            enrolment,
            String.valueOf(settings.brokers()),
            kafkaTls,
            settings.mostPerSecond());
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(6)
                .setInternalBlockingPoolSize(2));
    loop = vertx.getOrCreateContext();
    keeper =
        new HallKeeper(
            new Identity(
                enrolment.deviceId(), enrolment.epoch(), enrolment.district(), enrolment.hallId()),
            store,
            this::emptyState,
            clock,
            work -> loop.runOnContext(nothing -> work.run()),
            work ->
                vertx.executeBlocking(
                    () -> {
                      work.run();
                      return true;
                    }));
    keeper.begin(state, spool.last().seq());
    forecasts.assign(directory);
    forecasts.take(today);
    own = new OwnEvents(keeper);
    hall = hall(folder);
    chores =
        new Chores(
            vertx,
            settings,
            enrolment.deviceId(),
            clock,
            () -> directory,
            own,
            spool,
            store,
            publisher,
            downlink);
    news =
        new FromServing(
            loop,
            own,
            this::takeIn,
            token -> Objects.requireNonNull(eyes).faces().forget(token),
            hall::sendNotices);
  }

  private static List<Tls> lines(@Nullable Tls... all) {
    var lines = new ArrayList<Tls>();
    for (var line : all) {
      if (line != null) {
        lines.add(line);
      }
    }
    return lines;
  }

  /** The state's own, because a state is folded on one thread and read anew on another. */
  private HallState emptyState() {
    var rules =
        directory.reference().rules(enrolment.district(), EventJson.micros(clock.instant()));
    return new HallState(
        new LocalDays(directory.zone()), HallRules.defaults().maxCalls(), rules.absent());
  }

  private Told toldAtStart() throws IOException, InterruptedException {
    var kept = downlink.kept();
    try {
      var told = downlink.fetch();
      if (told.epoch() > enrolment.epoch()) {
        throw new IllegalStateException(
            "%s was enrolled again elsewhere: epoch %d is granted, this is %d"
                .formatted(enrolment.deviceId(), told.epoch(), enrolment.epoch()));
      }
      return told;
    } catch (IOException e) {
      if (kept.isEmpty()) {
        throw new IOException(
            "Serving at %s must be there at the first start: %s"
                .formatted(enrolment.serving(), e.getMessage()),
            e);
      }
      LOG.warn(
          "Serving at {} is away; the hall begins with what was told last", enrolment.serving());
      return kept.get();
    }
  }

  private Directory directory(Told told) {
    return new Directory(enrolment.hallId(), told.versions(), told.agreed(), clock.instant());
  }

  private void keepToday(Entry entry, List<Event> today) {
    if (entry.batch() != null) {
      long since = EventJson.micros(clock.instant()) - TimeUnit.HOURS.toMicros(18);
      for (var event : entry.batch().getEvents()) {
        if (event.getTime() >= since && event.getKind() != EventKind.HEARTBEAT) {
          today.add(event);
        }
      }
    }
  }

  private void takeIn(Told told) {
    directory = directory(told);
    forecasts.assign(directory);
  }

  private Hall hall(Path folder) throws IOException {
    var url =
        settings.publicUrl() == null ? enrolment.serving() : String.valueOf(settings.publicUrl());
    var notices = new NoticeFolder(folder.resolve("notices"));
    var phoneNotices =
        new PhoneNotices(notices, (id, json) -> downlink.tellNotice(id, json, notices::settle));
    keeper.onEvents(events -> forecasts.take(events));
    return new Hall(
        keeper,
        () -> directory,
        () -> new Hall.Link(publisher.isConnected(), spool.depth()),
        forecasts,
        new Ids(),
        notices,
        phoneNotices,
        url.replaceFirst("/$", ""));
  }

  /** Listens, and begins to publish. */
  Agent start() throws InterruptedException, IOException {
    var plugged = new Plugs(settings);
    plugs = plugged;
    var watching =
        Eyes.open(vertx, folder, settings.watched(), settings.faces(), clock, this::seen);
    eyes = watching;
    if (watching.hasVideo()) {
      downlink.offerVideo(settings.videoAddress());
    }
    if (settings.faces() != null) {
      downlink.countFaces(() -> facesKept(watching));
    }
    var started = new CompletableFuture<String>();
    loop.runOnContext(nothing -> startOnLoop(plugged, watching, started));
    try {
      LOG.info(
          "Agent {} of hall {} listens on {}, {} events of the log read, {} wait",
          enrolment.deviceId(),
          enrolment.hallId(),
          started.get(),
          spool.last().seq(),
          spool.depth());
    } catch (ExecutionException e) {
      throw new IOException(
          "Cannot listen on %s:%d: %s"
              .formatted(settings.host(), settings.port(), String.valueOf(e.getCause())),
          e);
    }
    publisher.start();
    downlink.start(settings.downlinkSeconds(), news);
    return this;
  }

  /** What cannot be looked into is not said to be empty. */
  private static OptionalInt facesKept(Eyes watching) {
    var state = watching.faces().state();
    return state.on() ? OptionalInt.of(state.kept()) : OptionalInt.empty();
  }

  private void startOnLoop(Plugs plugged, Eyes watching, CompletableFuture<String> started) {
    var about =
        new Server.About(
            enrolment.hallId(),
            enrolment.district(),
            settings.roles(),
            enrolment.deviceId(),
            "0.1.0");
    var door = new VideoDoor(enrolment.videoKey(), clock);
    var others =
        new OtherCameras(vertx, tls, door, () -> downlink.offerVideo(settings.videoAddress()));
    var server =
        new Server(
            vertx,
            hall,
            access,
            new Server.Devices(
                plugged.cards,
                plugged.simulatedCards,
                plugged.printer,
                watching.faces(),
                watching.cameras(),
                others,
                router -> {
                  watching.mountVideo(router, door);
                  others.mount(router);
                }),
            new VisitorKey(enrolment.visitorKeyVersion(), enrolment.visitorKeyBytes()),
            about,
            this::phoneRating,
            new AtServing() {
              @Override
              public Future<Boolean> news() {
                return askServing();
              }

              @Override
              public Future<String> visitsOf(String visitorToken) {
                return vertx.executeBlocking(
                    () -> downlink.visitsOf(visitorToken), /* ordered= */ false);
              }
            },
            this::status);
    server
        .listen(String.valueOf(settings.host()), settings.port(), tls)
        .onSuccess(listening -> started.complete(settings.address()))
        .onFailure(started::completeExceptionally);
    chores.start();
    certificates.lookDaily(vertx);
    news.takeBack(withdrawnAtStart);
  }

  /** Asks serving for what it knows by now; done whether it answers or not. */
  private Future<Boolean> askServing() {
    var asked = Promise.<Boolean>promise();
    downlink.askNow(news, () -> loop.runOnContext(nothing -> asked.complete(true)));
    return asked.future();
  }

  private void phoneRating(
      String ticketId, String counterId, long servedAt, Consumer<String> found) {
    var base = settings.publicUrl() == null ? enrolment.serving() : settings.publicUrl();
    downlink.ratingToken(
        ticketId,
        counterId,
        servedAt,
        token ->
            loop.runOnContext(
                nothing ->
                    found.accept(String.valueOf(base).replaceFirst("/$", "") + "/rate/" + token)));
  }

  /** What a camera saw; of a counter that is not in this hall nobody could make anything. */
  private void seen(Event.Builder event) {
    loop.runOnContext(
        nothing -> {
          var counter = event.getCounterId();
          if (counter != null && directory.counterIfKnown(counter) == null) {
            LOG.warn("A camera watches counter {}, which is not in this hall", counter);
            return;
          }
          own.write(Urgency.CAMERAS, event);
        });
  }

  private Status status() {
    var refuses = keeper.refuses();
    boolean up = keeper.isAvailable() && !keeper.isFenced() && !refuses.contains(Urgency.TICKETS);
    return new Status(
        up ? "UP" : "DOWN",
        keeper.isAvailable() ? "UP" : "DOWN",
        publisher.isConnected() ? "UP" : "DOWN",
        spool.depth(),
        keeper.lastSeq(),
        spool.published().epoch() == spool.epoch() ? spool.published().seq() : 0,
        spool.epoch(),
        "%016x".formatted(spool.writer()),
        spool.segmentCount(),
        chores.losses().size(),
        chores.losses(),
        keeper.isFenced(),
        refuses,
        eyes == null ? Faces.NONE.state() : eyes.faces().state(),
        eyes == null ? List.of() : eyes.cameras().cameras(),
        certificates.all());
  }

  public Access access() {
    return access;
  }

  @Nullable SimulatedCardReader simulatedCards() {
    return plugs == null ? null : plugs.simulatedCards;
  }

  @Nullable SimulatedPrinter simulatedPrinter() {
    return plugs == null ? null : plugs.simulatedPrinter;
  }

  Spool spool() {
    return spool;
  }

  @Override
  public void close() throws Exception {
    downlink.close();
    publisher.close();
    if (eyes != null) {
      eyes.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    store.close();
    if (plugs != null) {
      plugs.close();
    }
    lock.close();
  }
}
