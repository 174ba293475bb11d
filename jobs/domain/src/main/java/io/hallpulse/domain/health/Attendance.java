package io.hallpulse.domain.health;

import io.hallpulse.schemas.reference.RuleSet;
import java.util.ArrayList;
import java.util.List;
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
   * A minute with nobody there.
   *
   * @param start of the minute
   * @param ofSpell its place in the spell, from 1
   * @param waiting visitors in the counter's queues
   */
  public record UnattendedMinute(long start, int ofSpell, int waiting, Loss loss) {}

  /** The minutes of a session that count, one after the other. */
  public interface Minutes {
    void attended(long start);

    void unattended(UnattendedMinute minute);

    void unknown(long start);
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
   * Tells the minutes whose midpoint has come by a time.
   *
   * @param waiting visitors waiting in the counter's queues at an instant
   */
  public void minutes(long asOf, LongToIntFunction waiting, Minutes minutes) {
    var walk = evidence.new Walk(rules.absent());
    long grace = Math.min(firstSignIn(), session.start() + rules.absent().graceMinutes() * MINUTE);
    int ofSpell = 0;
    for (long start = session.start(); start < session.end(); start += MINUTE) {
      long midpoint = start + MIDPOINT;
      if (midpoint > asOf) {
        return;
      }
      var presence = walk.at(midpoint);
      if (midpoint < grace || evidence.isPaused(midpoint)) {
        ofSpell = 0;
        continue;
      }
      ofSpell = presence == Presence.UNATTENDED ? ofSpell + 1 : 0;
      switch (presence) {
        case ATTENDED -> minutes.attended(start);
        case UNKNOWN -> minutes.unknown(start);
        case UNATTENDED -> {
          int queue = waiting.applyAsInt(midpoint);
          minutes.unattended(
              new UnattendedMinute(start, ofSpell, queue, Loss.of(lost(ofSpell, queue))));
        }
      }
    }
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

  /** The unattended minutes by a time that cost something. */
  public List<UnattendedMinute> incidents(long asOf, LongToIntFunction waiting) {
    var incidents = new ArrayList<UnattendedMinute>();
    minutes(
        asOf,
        waiting,
        new Minutes() {
          @Override
          public void attended(long start) {}

          @Override
          public void unattended(UnattendedMinute minute) {
            if (minute.loss().millionths() > 0) {
              incidents.add(minute);
            }
          }

          @Override
          public void unknown(long start) {}
        });
    return incidents;
  }
}
