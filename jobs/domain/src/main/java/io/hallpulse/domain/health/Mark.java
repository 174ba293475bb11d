package io.hallpulse.domain.health;

import io.hallpulse.domain.ticket.TicketMove;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.reference.RuleSet;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What one event says of a counter's post or of a queue.
 *
 * @param time of the event, microseconds
 * @param staffId who signed in or out, else null
 */
public record Mark(
    long time, String source, long epoch, long seq, Kind kind, @Nullable String staffId) {

  /** The order in which state is folded. */
  public static final Comparator<Mark> ORDER =
      Comparator.comparingLong(Mark::time)
          .thenComparing(Mark::source)
          .thenComparingLong(Mark::epoch)
          .thenComparingLong(Mark::seq);

  /** What is said; its number stands in checkpoints. */
  public enum Kind {
    /** A camera saw somebody. */
    SEEN,
    /** A camera saw nobody. */
    NOT_SEEN,
    /** A clerk did something there. */
    ACTION,
    /** A clerk came; an action, too. */
    SIGN_IN,
    /** A clerk left; what was done before proves nothing any more. */
    SIGN_OUT,
    /** The counter was closed; what was done before proves nothing any more. */
    CLOSING,
    /** A ticket is being served from here on. */
    SERVES,
    /** It is no longer. */
    RESTS,
    /** An approved pause begins. */
    PAUSES,
    /** It ends. */
    GOES_ON,
    /** A ticket waits in the queue from here on. */
    JOINS,
    /** It no longer does. */
    LEAVES
  }

  /** Of an event that is not about a ticket; null if it says nothing of the post. */
  public static @Nullable Mark of(Event event, RuleSet.Absent rules) {
    return switch (event.getKind()) {
      case STAFF_SIGNED_IN -> of(event, event.getTime(), Kind.SIGN_IN, event.getStaffId());
      case STAFF_SIGNED_OUT -> of(event, event.getTime(), Kind.SIGN_OUT, event.getStaffId());
      case COUNTER_OPENED -> of(event, event.getTime(), Kind.ACTION, null);
      case COUNTER_CLOSED -> of(event, event.getTime(), Kind.CLOSING, null);
      case POST_OBSERVED ->
          event.getConfidence() < rules.leastConfidence()
              ? null
              : of(event, event.getTime(), event.getPresent() ? Kind.SEEN : Kind.NOT_SEEN, null);
      default -> null;
    };
  }

  /** Said by an event of some time, which need not be its own. */
  public static Mark of(Event event, long time, Kind kind, @Nullable String staffId) {
    return new Mark(time, event.getSource(), event.getEpoch(), event.getSeq(), kind, staffId);
  }

  /** Of a legal event of a ticket. */
  static Mark of(TicketMove move, Kind kind) {
    return new Mark(move.time(), move.source(), move.epoch(), move.seq(), kind, null);
  }

  boolean isObservation() {
    return kind == Kind.SEEN || kind == Kind.NOT_SEEN;
  }

  boolean isAction() {
    return kind == Kind.ACTION || kind == Kind.SIGN_IN;
  }

  /** Whether somebody was there then. */
  boolean isSignOfLife() {
    return kind == Kind.SEEN || kind == Kind.SERVES || kind == Kind.RESTS || isAction();
  }

  /** Whether it tells of something that is over at midnight. */
  public boolean endsWithItsDay() {
    return kind.compareTo(Kind.SERVES) >= 0;
  }

  boolean isLeaving() {
    return kind == Kind.SIGN_OUT || kind == Kind.CLOSING;
  }
}
