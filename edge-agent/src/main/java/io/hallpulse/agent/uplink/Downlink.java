package io.hallpulse.agent.uplink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hallpulse.schemas.event.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what the hall must know, and keeps the newest on disk, so that the agent starts without
 * an uplink. It learns there, too, whether another device has taken this one's place.
 */
public final class Downlink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Downlink.class);
  private static final JsonMapper JSON = new JsonMapper();

  private final Enrolment enrolment;
  private final ServingClient serving;
  private final Path file;
  private final String instance;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "downlink");
            thread.setDaemon(true);
            return thread;
          });
  private volatile String video = "";
  private volatile Supplier<OptionalInt> faces = OptionalInt::empty;
  private volatile long offsetMillis;
  private volatile boolean reached;

  /** What becomes of an answer. */
  public interface Listener {
    void told(Told told);

    /** Another device has this one's place. */
    void fenced(String why);
  }

  /**
   * @param instance of this run of the agent: two runs of one store are told apart by it
   */
  public Downlink(Enrolment enrolment, Path file, String instance, InstantSource clock) {
    this.enrolment = enrolment;
    this.serving = new ServingClient(enrolment.serving(), enrolment.user(), enrolment.secret());
    this.file = file;
    this.instance = instance;
    this.clock = clock;
  }

  /** Says with each question where serving finds this device's live video. */
  public void offerVideo(String address) {
    video = "&video=" + ServingClient.quoted(address);
  }

  /** Says with each question how many faces are kept here, which somebody must add up. */
  public void countFaces(Supplier<OptionalInt> kept) {
    faces = kept;
  }

  /** What was told last, if ever. */
  public Optional<Told> kept() throws IOException {
    return Files.exists(file)
        ? Optional.of(JSON.readValue(file.toFile(), Told.class))
        : Optional.empty();
  }

  /** Asks now. */
  public Told fetch() throws IOException, InterruptedException {
    var kept = faces.get();
    var before = clock.instant();
    var text =
        serving.get(
            "/api/v1/devices/%s/downlink?instance=%s%s%s"
                .formatted(
                    enrolment.deviceId(),
                    ServingClient.quoted(instance),
                    video,
                    kept.isPresent() ? "&faces=" + kept.getAsInt() : ""));
    var after = clock.instant();
    var told = JSON.readValue(text, Told.class);
    long here = (EventJson.micros(before) + EventJson.micros(after)) / 2;
    offsetMillis = (here - EventJson.micros(Instant.parse(told.time()))) / 1_000;
    reached = true;
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return told;
  }

  /** Asks again and again. */
  @SuppressWarnings("FutureReturnValueIgnored") // ask catches what may fail
  public void start(int seconds, Listener listener) {
    thread.scheduleWithFixedDelay(() -> ask(listener), seconds, seconds, TimeUnit.SECONDS);
  }

  /**
   * Asks once more, out of turn: a visitor stands there with something that is not known yet.
   *
   * @param asked told when it has been asked and the listener told, or serving is away
   */
  public void askNow(Listener listener, Runnable asked) {
    thread.execute(
        () -> {
          ask(listener);
          asked.run();
        });
  }

  private void ask(Listener listener) {
    try {
      var told = fetch();
      if (told.epoch() > enrolment.epoch()) {
        listener.fenced(
            "%s was enrolled again: epoch %d is granted, this is %d"
                .formatted(enrolment.deviceId(), told.epoch(), enrolment.epoch()));
        return;
      }
      listener.told(told);
    } catch (ServingClient.NotAnswered e) {
      reached = false;
      if (e.status() == 401 || e.status() == 409) {
        listener.fenced(String.valueOf(e.getMessage()));
      } else {
        LOG.warn("Serving does not tell what is new: {}", e.getMessage());
      }
    } catch (IOException e) {
      if (reached) {
        LOG.warn("Serving at {} is away: {}", enrolment.serving(), e.toString());
      }
      reached = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("What serving told cannot be used", e);
    }
  }

  /** This clock minus serving's, as of the last answer. */
  public long offsetMillis() {
    return offsetMillis;
  }

  public boolean isReached() {
    return reached;
  }

  /** A one-use token by which a phone rates a service. */
  public void ratingToken(
      String ticketId, String counterId, long servedAt, Consumer<String> found) {
    thread.execute(
        () -> {
          try {
            var answer =
                serving.get(
                    "/api/v1/tickets/%s/rating-token?counter_id=%s&service_ended=%s"
                        .formatted(
                            ticketId,
                            ServingClient.quoted(counterId),
                            ServingClient.quoted(EventJson.instant(servedAt).toString())));
            JsonNode token = JSON.readTree(answer).path("token");
            if (token.isTextual()) {
              found.accept(token.textValue());
            }
          } catch (IOException e) {
            LOG.info("No phone can rate this service: {}", e.getMessage());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /**
   * A visitor's own tickets and cases, a JSON array. It waits for the answer, which may take long,
   * on the thread that asks: what this one's thread does for others waits for nobody's history.
   *
   * @throws IOException if serving or its history is away
   */
  public String visitsOf(String visitorToken) throws IOException, InterruptedException {
    return serving
        .post(
            "/api/v1/devices/%s/visits".formatted(enrolment.deviceId()),
            "application/json",
            JSON.createObjectNode().put("visitor_token", visitorToken).toString())
        .toString();
  }

  /** Sends a signed notice for its visitor's phone, after whatever is asked now. */
  public void tellNotice(String noticeId, String json, NoticeAnswer answer) {
    thread.execute(
        () -> {
          try {
            put(noticeId, json);
            answer.taken(noticeId);
          } catch (ServingClient.NotAnswered e) {
            LOG.warn("The notice {} will be told again: {}", noticeId, e.getMessage());
          } catch (IOException e) {
            LOG.info("The notice {} waits for the uplink: {}", noticeId, e.toString());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void put(String noticeId, String json) throws IOException, InterruptedException {
    try {
      serving.put("/api/v1/devices/%s/notices/%s".formatted(enrolment.deviceId(), noticeId), json);
    } catch (ServingClient.NotAnswered e) {
      if (e.status() != 400 && e.status() != 409) {
        throw e;
      }
      LOG.error("Serving refuses the notice {} for good: {}", noticeId, e.getMessage());
    }
  }

  /** Told when a notice need not be sent any more. */
  public interface NoticeAnswer {
    void taken(String noticeId) throws IOException;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
