package io.hallpulse.domain.health;

import io.hallpulse.schemas.reference.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a rostered session lost by lateness and absence (domain.md, section 4, factors {@code late}
 * and {@code absent}).
 */
public final class Attendance {
  private static final long MINUTE = TimeUnit.MINUTES.toMicros(1);
  private static final long MIDPOINT = MINUTE / 2;
  private static final long NEVER = Long.MAX_VALUE;

  private final Session session;
  private final PostEvidence evidence;
  private final RuleSet rules;
  private final long dayStart;

  /**
   * @param dayStart local midnight before the session: sign-ins of the day before have ended
   */
  public Attendance(Session session, PostEvidence evidence, RuleSet rules, long dayStart) {
    this.session = session;
    this.evidence = evidence;
    this.rules = rules;
    this.dayStart = dayStart;
  }

  /**
   * A minute that counts.
   *
   * @param start of the minute
   * @param ofSpell its place in a spell with nobody there, from 1; else 0
   * @param waiting visitors in the counter's queues while nobody is there; else 0
   * @param loss its exposure and what it lost
   */
  public record Minute(long start, Presence presence, int ofSpell, int waiting, Loss loss) {}

  public Session session() {
    return session;
  }

  /** When the clerk first signed in, empty if he never came. */
  public OptionalLong signedIn() {
    long first = firstSignIn();
    return first == NEVER ? OptionalLong.empty() : OptionalLong.of(first);
  }

  /** When somebody was last seen or did something at the counter before a time. */
  public OptionalLong lastSignOfLife(long time) {
    return evidence.lastSignOfLife(time);
  }

  /**
   * The session's lateness as it is known by a time.
   *
   * @return null while it is open
   */
  public @Nullable Loss lateness(long asOf) {
    long firstSignIn = firstSignIn();
    long grave = session.start() + rules.late().graveMinutes() * MINUTE;
    long known = Math.max(session.start(), Math.min(firstSignIn, grave + 1));
    if (asOf < known) {
      return null;
    }
    long slight = session.start() + rules.late().slightMinutes() * MINUTE;
    if (firstSignIn <= session.start()) {
      return Loss.of(0);
    }
    if (firstSignIn <= slight) {
      return Loss.of(Loss.ONE_THIRD);
    }
    return Loss.of(firstSignIn <= grave ? Loss.TWO_THIRDS : Loss.WHOLE);
  }

  /**
   * The clerk's first sign-in at the counter; before the start if he is still signed in then, far
   * in the future if he never came.
   */
  private long firstSignIn() {
    long from = session.start() - rules.late().earlyMinutes() * MINUTE;
    long signedIn = NEVER;
    long first = NEVER;
    for (var mark : evidence.marks()) {
      if (mark.time() < dayStart || !session.staffId().equals(mark.staffId())) {
        continue;
      }
      if (mark.time() <= session.start()) {
        signedIn = mark.kind() == Mark.Kind.SIGN_IN ? mark.time() : NEVER;
      }
      if (mark.kind() == Mark.Kind.SIGN_IN
          && mark.time() >= from
          && mark.time() <= session.end()
          && first == NEVER) {
        first = mark.time();
      }
    }
    return Math.min(first, signedIn);
  }

  /**
   * The minutes whose midpoint has come by a time, but for what pauses and lateness take out.
   *
   * @param waiting visitors waiting in the counter's queues at an instant
   */
  public List<Minute> minutes(long asOf, LongToIntFunction waiting) {
    var minutes = new ArrayList<Minute>();
    var walk = evidence.new Walk(rules.absent());
    long grace = Math.min(firstSignIn(), session.start() + rules.absent().graceMinutes() * MINUTE);
    int ofSpell = 0;
    for (long start = session.start(); start < session.end(); start += MINUTE) {
      long midpoint = start + MIDPOINT;
      if (midpoint > asOf) {
        break;
      }
      var presence = walk.at(midpoint);
      if (midpoint < grace || evidence.isPaused(midpoint)) {
        ofSpell = 0;
        continue;
      }
      ofSpell = presence == Presence.UNATTENDED ? ofSpell + 1 : 0;
      minutes.add(
          switch (presence) {
            case ATTENDED -> new Minute(start, presence, 0, 0, Loss.of(0));
            case UNKNOWN -> new Minute(start, presence, 0, 0, Loss.ofUnknown());
            case UNATTENDED -> unattended(start, ofSpell, waiting.applyAsInt(midpoint));
          });
    }
    return minutes;
  }

  private Minute unattended(long start, int ofSpell, int waiting) {
    var loss = Loss.of(lost(ofSpell, waiting));
    return new Minute(start, Presence.UNATTENDED, ofSpell, waiting, loss);
  }

  /** Millionths that the k-th minute of a spell costs. */
  private long lost(int ofSpell, int waiting) {
    var absent = rules.absent();
    if (ofSpell <= absent.freeMinutes()) {
      return 0;
    }
    long base = ofSpell <= absent.halfMinutes() ? Loss.HALF : Loss.WHOLE;
    int most = absent.mostWaiting();
    return base * (most + Math.min(waiting, most)) / most;
  }
}
