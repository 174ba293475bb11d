package io.hallpulse.domain.health;

import io.hallpulse.domain.time.LocalDays;
import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventJson;
import io.hallpulse.schemas.sentence.RefusalSentence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An approved pause of a counter, covered or not, as its event says. */
public final class Pause {
  private static final long LONGEST = TimeUnit.DAYS.toMicros(92);

  private Pause() {}

  /** Why the event cannot be meant, null if it can. */
  public static @Nullable String problem(Event event) {
    if (event.getUntil() <= event.getFrom()) {
      return RefusalSentence.PAUSE_BACKWARDS.of(
          EventJson.instant(event.getUntil()), EventJson.instant(event.getFrom()));
    }
    if (event.getUntil() - event.getFrom() > LONGEST) {
      return RefusalSentence.PAUSE_TOO_LONG.of(
          TimeUnit.MICROSECONDS.toDays(LONGEST),
          EventJson.instant(event.getFrom()),
          EventJson.instant(event.getUntil()));
    }
    return null;
  }

  /** Its begin and end on each local day: what has no end goes on to the day's. */
  public static List<Mark> marks(Event event, LocalDays days) {
    var marks = new ArrayList<Mark>();
    for (long from = event.getFrom(); from < event.getUntil(); from = days.end(days.of(from))) {
      marks.add(Mark.of(event, from, Mark.Kind.PAUSES, null));
      if (event.getUntil() < days.end(days.of(from))) {
        marks.add(Mark.of(event, event.getUntil(), Mark.Kind.GOES_ON, null));
      }
    }
    return marks;
  }
}
