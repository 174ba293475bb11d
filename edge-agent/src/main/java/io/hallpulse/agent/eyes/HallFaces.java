package io.hallpulse.agent.eyes;

import io.hallpulse.agent.device.Faces;
import io.hallpulse.agent.vision.OpenCv;
import io.hallpulse.agent.vision.face.BlazeFace;
import io.hallpulse.agent.vision.face.FaceDesk;
import io.hallpulse.agent.vision.face.FaceDetector;
import io.hallpulse.agent.vision.face.FaceEmbedder;
import io.hallpulse.agent.vision.face.FaceVisit;
import io.hallpulse.agent.vision.face.Liveness;
import io.hallpulse.agent.vision.face.YuNet;
import io.hallpulse.agent.vision.model.ModelFile;
import io.hallpulse.agent.vision.template.Consent;
import io.hallpulse.agent.vision.template.ConsentBook;
import io.hallpulse.agent.vision.template.TemplateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The faces of a hall. A look goes on picture by picture, because a picture alone does not show
 * that somebody lives; pictures are dropped, and only a template is kept, encrypted, of who agreed.
 */
final class HallFaces implements Faces {
  private static final int MOST_LOOKS = 16;
  private static final Duration LOOK_LASTS = Duration.ofSeconds(30);

  /** So much further away the next likeness must be. */
  private static final double LEAD = 0.05;

  private final FaceDesk desk;
  private final double samePerson;
  private final String textVersion;
  private final int keptDays;
  private final ConsentBook consents;
  private final TemplateStore store;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Begun> looks = new LinkedHashMap<>();

  private record Begun(FaceVisit visit, Instant until) {}

  /**
   * Opens what is kept, and forgets whose time is over.
   *
   * @param folder of templates and consents
   */
  HallFaces(Path folder, FaceSettings settings, Liveness liveness, InstantSource clock)
      throws IOException {
    OpenCv.load();
    var embedder = embedder(settings.embedder());
    this.desk = new FaceDesk(detector(settings.detector()), embedder, liveness);
    this.samePerson = embedder.samePerson();
    this.textVersion = String.valueOf(settings.textVersion());
    this.keptDays = settings.retentionDays();
    this.clock = clock;
    this.consents = new ConsentBook(folder);
    this.store =
        new TemplateStore(
            folder,
            embedder.modelHash(),
            Duration.ofDays(settings.retentionDays()),
            settings.filed(),
            consents);
    sweep();
  }

  private static FaceDetector detector(@Nullable String path) {
    return path == null ? BlazeFace.near() : new YuNet(ModelFile.at(Path.of(path)));
  }

  private static FaceEmbedder embedder(FaceSettings.@Nullable Embedder own) {
    return own == null
        ? FaceEmbedder.dlib()
        : FaceEmbedder.arcFace(ModelFile.at(Path.of(own.model())), own.samePerson());
  }

  /** Forgets whose time is over, and says how many. */
  int sweep() throws IOException {
    return store.sweep(clock.instant());
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public Look look(@Nullable String word, byte[] image) {
    var now = clock.instant();
    var begun = word == null ? null : find(word, now);
    var id = begun == null || word == null ? newWord() : word;
    var visit = begun == null ? begin(id, now) : begun.visit();
    return new Look(id, Say.valueOf(visit.look(image, now).name()));
  }

  private synchronized @Nullable Begun find(String word, Instant now) {
    looks.values().removeIf(each -> !now.isBefore(each.until()));
    return looks.get(word);
  }

  private synchronized FaceVisit begin(String word, Instant now) {
    if (looks.size() >= MOST_LOOKS) {
      looks.remove(looks.keySet().iterator().next());
    }
    var visit = new FaceVisit(desk, random);
    looks.put(word, new Begun(visit, now.plus(LOOK_LASTS)));
    return visit;
  }

  private synchronized FaceVisit end(String word) {
    var begun = looks.remove(word);
    if (begun == null) {
      throw new IllegalStateException("The look is over; begin another");
    }
    return begun.visit();
  }

  private String newWord() {
    var bytes = new byte[18];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public Optional<String> whoIs(String word) {
    return end(word)
        .visitor(
            seen -> store.match(seen, samePerson, LEAD).map(TemplateStore.Match::visitorToken));
  }

  @Override
  public void agree(
      String visitorToken,
      LocalDate born,
      @Nullable String guardianToken,
      String channel,
      LocalDate today)
      throws IOException {
    consents.give(
        Consent.given(
            visitorToken,
            born,
            Optional.ofNullable(guardianToken),
            textVersion,
            channel,
            clock.instant(),
            today));
  }

  @Override
  public void enrol(String visitorToken, String word) throws IOException {
    store.enrol(visitorToken, end(word).template(), clock.instant());
  }

  @Override
  public boolean forget(String visitorToken) throws IOException {
    boolean known = store.knows(visitorToken);
    store.delete(visitorToken, clock.instant());
    return known;
  }

  @Override
  public boolean knows(String visitorToken) {
    return store.knows(visitorToken);
  }

  @Override
  public State state() {
    return new State(true, store.size(), keptDays, store.filingDuty().name(), null);
  }
}
