package io.hallpulse.domain.hall;

import io.hallpulse.domain.reference.Reference;
import io.hallpulse.schemas.event.EventBatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets what is stored of a hall happen again: events go through its fold in the order of their time
 * as if each had come when it happened, so none is late, and time passes at each local midnight.
 * Recomputation and back-fill both do it. Times are microseconds.
 */
public final class HallPast {
  private static final HallRules LIVE = HallRules.defaults();

  /** Longer than any stretch that is folded again. */
  private static final int KEPT_DAYS = 200;

  /** Nobody waits for a forecast any more. */
  private static final int NO_FORECASTS = 0;

  /** The live job's, but for this: nothing is dropped before it is looked at. */
  public static final HallRules RULES =
      new HallRules(
          LIVE.serviceLevelSeconds(),
          LIVE.liveMinutes(),
          LIVE.maxCalls(),
          LIVE.idleSeconds(),
          KEPT_DAYS,
          NO_FORECASTS);

  /** When a program that folds the past was started, by the clock of its events: before them. */
  public static final long NEVER_STARTED = 0;

  /** After so long a silence the hall's time passes by itself. */
  private static final long SILENCE = TimeUnit.SECONDS.toMicros(RULES.idleSeconds()) + 1;

  private final HallFold fold;
  private final Reference reference;
  private final long present;
  private long midnight = Long.MIN_VALUE;

  /**
   * @param fold of the hall, by {@link #RULES}
   * @param present no clock of a source is believed to be beyond it
   */
  public HallPast(HallFold fold, Reference reference, long present) {
    this.fold = fold;
    this.reference = reference;
    this.present = present;
  }

  /** Takes in a batch of one local day; batches come in the order of time. */
  public void take(EventBatch batch, HallOutput out) {
    var events = batch.getEvents();
    long time = Math.min(events.get(events.size() - 1).getTime(), present);
    if (time >= midnight) {
      if (midnight != Long.MIN_VALUE) {
        passTo(midnight, out);
      }
      var days = reference.days(batch.getDistrict());
      midnight = days.end(days.of(time));
    }
    fold.accept(batch, time, time, out);
  }

  /** Nothing more is said until then. */
  public void passTo(long time, HallOutput out) {
    fold.tick(time + SILENCE, out);
  }
}
