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
import io.hallpulse.agent.hall.Plan;
import io.hallpulse.agent.hall.Store;
import io.hallpulse.agent.hall.Tickets;
import io.hallpulse.agent.hall.Urgency;
import io.hallpulse.agent.hall.Withdrawal;
import io.hallpulse.agent.spool.Entry;
import io.hallpulse.agent.spool.FolderDisk;
import io.hallpulse.agent.spool.GroupCommit;
import io.hallpulse.agent.spool.Loss;
import io.hallpulse.agent.spool.Spool;
import io.hallpulse.agent.uplink.Downlink;
import io.hallpulse.agent.uplink.Enrolment;
import io.hallpulse.agent.uplink.Publisher;
import io.hallpulse.agent.uplink.Told;
import io.hallpulse.agent.web.Access;
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
  private static final long SECOND = 1_000;
  private static final int QUIET_HEARTBEAT_SECONDS = 60;

  private final Settings settings;
  private final Enrolment enrolment;
  private final Clock clock;
  private final FolderLock lock;
  private final Vertx vertx;
  private final Context loop;
  private final Downlink downlink;
  private final Spool spool;
  private final GroupCommit commit;
  private final Publisher publisher;
  private final HallKeeper keeper;
  private final Access access;
  private final Path folder;
  private final Downlink.Listener listener = new FromServing();
  private final List<Withdrawal> withdrawnAtStart;
  private volatile Directory directory;
  private volatile long usable;
  private volatile int quarantined;
  private Forecasts forecasts = new Forecasts(Learned.nothing());
  private @Nullable Plugs plugs;
  private @Nullable Eyes eyes;
  private @Nullable Hall hall;
  private long heartbeatDue;

  Agent(Settings settings, Path folder, Clock clock) throws IOException, InterruptedException {
    this.settings = settings;
    this.folder = folder;
    this.clock = clock;
    Files.createDirectories(folder);
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
    usable = spool.usable();
    commit = new GroupCommit(spool);
    publisher =
        new Publisher(
            spool, enrolment, String.valueOf(settings.brokers()), settings.mostPerSecond());
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
            new DiskStore(),
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
    openHall(folder);
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

  private void openHall(Path folder) throws IOException {
    var url =
        settings.publicUrl() == null ? enrolment.serving() : String.valueOf(settings.publicUrl());
    var notices = new NoticeFolder(folder.resolve("notices"));
    var phoneNotices =
        new PhoneNotices(notices, (id, json) -> downlink.tellNotice(id, json, notices::settle));
    hall =
        new Hall(
            keeper,
            () -> directory,
            () -> new Hall.Link(publisher.isConnected(), spool.depth()),
            forecasts,
            new Ids(),
            notices,
            phoneNotices,
            url.replaceFirst("/$", ""));
    keeper.onEvents(events -> forecasts.take(events));
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
    var started = new CompletableFuture<Integer>();
    loop.runOnContext(nothing -> startOnLoop(plugged, watching, started));
    try {
      LOG.info(
          "Agent {} of hall {} listens on http://{}:{}, {} events of the log read, {} wait",
          enrolment.deviceId(),
          enrolment.hallId(),
          settings.host(),
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
    downlink.start(settings.downlinkSeconds(), listener);
    return this;
  }

  private final class FromServing implements Downlink.Listener {
    @Override
    public void told(Told told) {
      takeIn(told);
    }

    @Override
    public void fenced(String why) {
      loop.runOnContext(
          nothing -> {
            if (!keeper.isFenced()) {
              LOG.error("Fenced, nothing more is taken: {}", why);
              keeper.fence();
              keeper.touch();
            }
          });
    }
  }

  private void startOnLoop(Plugs plugged, Eyes watching, CompletableFuture<Integer> started) {
    var about =
        new Server.About(
            enrolment.hallId(),
            enrolment.district(),
            settings.roles(),
            enrolment.deviceId(),
            "0.1.0");
    var server =
        new Server(
            vertx,
            Objects.requireNonNull(hall),
            access,
            new Server.Devices(
                plugged.cards,
                plugged.simulatedCards,
                plugged.printer,
                watching.faces(),
                watching.cameras(),
                router -> watching.mountVideo(router, enrolment.videoKey(), clock)),
            new VisitorKey(enrolment.visitorKeyVersion(), enrolment.visitorKeyBytes()),
            about,
            this::phoneRating,
            this::askServing,
            this::status);
    server
        .listen(String.valueOf(settings.host()), settings.port())
        .onSuccess(listening -> started.complete(listening.actualPort()))
        .onFailure(started::completeExceptionally);
    vertx.setPeriodic(SECOND, timer -> everySecond());
    vertx.setPeriodic(60 * SECOND, timer -> everyMinute());
    reportLosses();
    takeBack(withdrawnAtStart);
  }

  private void takeIn(Told told) {
    var next = directory(told);
    loop.runOnContext(
        nothing -> {
          directory = next;
          forecasts.assign(next);
          takeBack(told.withdrawals());
          keeper.touch();
        });
    Objects.requireNonNull(hall).sendNotices();
  }

  /** What was agreed to and taken back elsewhere counts no longer here. */
  private void takeBack(List<Withdrawal> withdrawals) {
    if (withdrawals.isEmpty() || !keeper.isAvailable() || keeper.isFenced()) {
      return;
    }
    for (var ended : keeper.state().endedBy(withdrawals)) {
      ignoreRefusal(
          keeper.run(
              Urgency.TICKETS,
              (state, now) -> new Plan<>(List.of(), ended.takenBack(now), () -> true)));
      if ("FACE".equals(ended.about())) {
        var token = String.valueOf(ended.visitorToken());
        vertx
            .executeBlocking(() -> Objects.requireNonNull(eyes).faces().forget(token), false)
            .onFailure(failure -> LOG.error("A face could not be forgotten", failure));
      }
    }
  }

  /** Asks serving for what it knows by now; done whether it answers or not. */
  private Future<Boolean> askServing() {
    var asked = Promise.<Boolean>promise();
    downlink.askNow(listener, () -> loop.runOnContext(nothing -> asked.complete(true)));
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

  private void everySecond() {
    if (!keeper.isAvailable()) {
      keeper.reopen();
    }
    vertx.executeBlocking(
        () -> {
          usable = spool.usable();
          return true;
        });
    if (publisher.isConnected()) {
      heartbeatDue = Math.min(heartbeatDue, settings.heartbeatSeconds());
    }
    if (--heartbeatDue <= 0) {
      heartbeat();
    }
    endDay();
  }

  /** Without an uplink it moves nobody's time on, so it comes rarely. */
  private void heartbeat() {
    heartbeatDue = QUIET_HEARTBEAT_SECONDS;
    write(
        Urgency.HEARTBEATS,
        Event.newBuilder()
            .setKind(EventKind.HEARTBEAT)
            .setSpoolDepth(spool.depth())
            .setClockOffsetMs(downlink.offsetMillis())
            .setLastSeq(keeper.lastSeq() + 1));
  }

  /** Once a day has ended, who still waits from then is cancelled; mostly there is nobody. */
  private void endDay() {
    if (keeper.isAvailable() && !keeper.isFenced()) {
      ignoreRefusal(
          keeper.run(Urgency.TICKETS, (state, now) -> new Tickets(state, directory).endDay(now)));
    }
  }

  private void everyMinute() {
    vertx.executeBlocking(
        () -> {
          long before =
              EventJson.micros(clock.instant()) - TimeUnit.DAYS.toMicros(settings.keptDays());
          spool.forget(before);
          return true;
        });
  }

  /** What a corrupt segment lost is told once, however often the agent starts. */
  private void reportLosses() {
    List<Loss> losses;
    try {
      losses = spool.losses();
    } catch (IOException e) {
      LOG.error("Cannot see whether segments are kept aside: {}", e.getMessage());
      return;
    }
    quarantined = losses.size();
    for (var loss : losses) {
      LOG.error("The store was damaged: {}", loss.text());
      if (!keeper.state().isTold("SPOOL_CORRUPT", loss.text())) {
        write(
            Urgency.TICKETS,
            Event.newBuilder()
                .setKind(EventKind.DEVICE_FAULT)
                .setDeviceId(enrolment.deviceId())
                .setCode("SPOOL_CORRUPT")
                .setDetail(loss.text()));
      }
    }
  }

  private void write(Urgency urgency, Event.Builder event) {
    ignoreRefusal(
        keeper.run(urgency, (state, now) -> new Plan<>(List.of(event), null, () -> true)));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a refusal is logged
  private static void ignoreRefusal(CompletableFuture<Boolean> written) {
    written.whenComplete(
        (yes, failure) -> {
          if (failure != null) {
            LOG.warn("Not written: {}", failure.getMessage());
          }
        });
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
          write(Urgency.CAMERAS, event);
        });
  }

  private Status status() {
    boolean up = keeper.isAvailable() && !keeper.isFenced();
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
        quarantined,
        List.of(),
        keeper.isFenced(),
        eyes == null ? Faces.NONE.state() : eyes.faces().state(),
        eyes == null ? List.of() : eyes.cameras().cameras());
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
    commit.close();
    if (plugs != null) {
      plugs.close();
    }
    lock.close();
  }

  /** The store on this device's disk. */
  private final class DiskStore implements Store {
    @Override
    public CompletableFuture<Void> submit(Entry entry) {
      return commit.submit(entry);
    }

    @Override
    public long reopen(Consumer<Entry> replay) throws IOException {
      commit.repair();
      spool.replay(replay);
      return spool.last().seq();
    }

    @Override
    public long usable() {
      return usable;
    }
  }
}
