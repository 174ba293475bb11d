package io.hallpulse.agent.vision.face;

import io.hallpulse.agent.vision.face.HeadTurn.Side;
import io.hallpulse.agent.vision.face.HeadTurn.State;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;

/**
 * One visitor before a face screen, from the first picture to who it is: found, alive, put upright,
 * made a template, compared. A visit that was refused stays refused; the visitor begins another or
 * uses a card.
 */
public final class FaceVisit {
  /** What the screen says next. */
  public enum Answer {
    NOBODY,
    SEVERAL,
    COME_NEARER,
    TURN_LEFT,
    TURN_RIGHT,
    TURN_BACK,
    REFUSED,
    /** It is somebody: see {@link FaceVisit#visitor}; nobody known means a first visit. */
    DONE
  }

  private static final double SMALLEST_EYE_DISTANCE = 40;

  private final FaceDesk desk;
  private final RandomGenerator random;
  private @Nullable HeadTurn challenge;
  private @Nullable Template first;
  private @Nullable Template settled;
  private boolean refused;

  public FaceVisit(FaceDesk desk, RandomGenerator random) {
    this.desk = desk;
    this.random = random;
  }

  /**
   * Goes on with the visit, and gives what the screen says next.
   *
   * @param jpeg the screen's newest picture, a few times a second until the answer is {@code DONE}
   *     or {@code REFUSED}
   */
  public synchronized Answer look(byte[] jpeg, Instant at) {
    if (refused) {
      return Answer.REFUSED;
    }
    return settled != null ? Answer.DONE : desk.look(jpeg, bgr -> look(bgr, at));
  }

  /** Whose face it is; only after {@code DONE}. */
  public synchronized Optional<String> visitor(Known known) {
    return known.visitor(template());
  }

  /** To be kept if the visitor agreed; only after {@code DONE}. */
  public synchronized Template template() {
    if (settled == null) {
      throw new IllegalStateException("Nobody has been recognised in this visit yet");
    }
    return settled;
  }

  private Answer look(Mat bgr, Instant at) {
    var faces = desk.detector().detect(bgr);
    if (faces.size() != 1) {
      return faces.isEmpty() ? Answer.NOBODY : Answer.SEVERAL;
    }
    var face = faces.get(0);
    if (face.eyeDistance() < SMALLEST_EYE_DISTANCE) {
      return Answer.COME_NEARER;
    }
    return switch (desk.liveness().assess(bgr, face)) {
      case NOT_LIVE -> refuse();
      case LIVE -> settle(desk.embedder().embed(bgr, face));
      case NOT_ASSESSED -> challenged(bgr, face, at);
    };
  }

  private Answer challenged(Mat bgr, Face face, Instant at) {
    if (challenge == null) {
      first = desk.embedder().embed(bgr, face);
      challenge = HeadTurn.ask(random.nextBoolean() ? Side.LEFT : Side.RIGHT, face, at);
      return asked(challenge);
    }
    challenge = challenge.seeing(face, at);
    if (challenge.state() == State.FAILED) {
      return refuse();
    }
    return challenge.state() == State.PASSED
        ? settleIfSame(desk.embedder().embed(bgr, face))
        : asked(challenge);
  }

  /** Whoever turned the head must be who stood there first. */
  private Answer settleIfSame(Template last) {
    if (first == null || first.distanceTo(last) > desk.embedder().samePerson()) {
      return refuse();
    }
    first.wipe();
    return settle(last);
  }

  private Answer settle(Template template) {
    settled = template;
    return Answer.DONE;
  }

  private Answer refuse() {
    refused = true;
    return Answer.REFUSED;
  }

  private static Answer asked(HeadTurn challenge) {
    if (challenge.state() == State.TURNED) {
      return Answer.TURN_BACK;
    }
    return challenge.side() == Side.LEFT ? Answer.TURN_LEFT : Answer.TURN_RIGHT;
  }
}
