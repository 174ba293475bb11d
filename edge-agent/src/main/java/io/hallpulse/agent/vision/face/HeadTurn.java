package io.hallpulse.agent.vision.face;

import java.time.Duration;
import java.time.Instant;

/**
 * A challenge: the visitor turns the head to a side that was drawn by lot, and back. The nose of a
 * real head then moves between the eyes; on a photo that is tilted it does not, since all of it
 * tilts alike. Measured against where the nose was at first, so a camera may look from the side. A
 * film of the very person turning the right way passes: this is a hurdle, and no proof.
 *
 * @param start where the nose was between the eyes, see {@link #turnOf}
 */
public record HeadTurn(Side side, double start, Instant until, State state) {
  /** The visitor's own. */
  public enum Side {
    LEFT,
    RIGHT
  }

  /** How far it has come. */
  public enum State {
    ASKED,
    TURNED,
    PASSED,
    FAILED
  }

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final double ENOUGH = 0.25;
  private static final double BACK = 0.12;

  static HeadTurn ask(Side side, Face face, Instant at) {
    return new HeadTurn(side, turnOf(face), at.plus(PATIENCE), State.ASKED);
  }

  HeadTurn seeing(Face face, Instant at) {
    if (state == State.PASSED || state == State.FAILED) {
      return this;
    }
    if (!at.isBefore(until)) {
      return in(State.FAILED);
    }
    double moved = (turnOf(face) - start) * (side == Side.LEFT ? 1 : -1);
    if (state == State.ASKED) {
      // To the wrong side is no try: a film of somebody turning about would pass sooner or later.
      if (moved <= -ENOUGH) {
        return in(State.FAILED);
      }
      return moved >= ENOUGH ? in(State.TURNED) : this;
    }
    return Math.abs(moved) <= BACK ? in(State.PASSED) : this;
  }

  /**
   * Where the nose is between the eyes: 0 in the middle, half at the left eye's corner, in shares
   * of the distance of the eyes; the head's tilt does not matter.
   */
  static double turnOf(Face face) {
    double x = face.leftEye().x() - face.rightEye().x();
    double y = face.leftEye().y() - face.rightEye().y();
    var middle = face.rightEye().halfWayTo(face.leftEye());
    double along = (face.nose().x() - middle.x()) * x + (face.nose().y() - middle.y()) * y;
    double square = x * x + y * y;
    return square == 0 ? 0 : along / square;
  }

  private HeadTurn in(State next) {
    return new HeadTurn(side, start, until, next);
  }
}
