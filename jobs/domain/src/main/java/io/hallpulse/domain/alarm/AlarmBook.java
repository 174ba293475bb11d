package io.hallpulse.domain.alarm;

import io.hallpulse.schemas.reference.AlarmRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The life of alarms: raised when something has been wrong for long enough, acknowledged, cleared
 * when it has been well for long enough. While one is open its cause brings no second one.
 */
public final class AlarmBook {
  /**
   * For so long a cleared alarm is remembered, longer than anything is kept that could bring its
   * cause back by a correction: that alarm is another one. Who acknowledges it late is heard.
   */
  private static final long REMEMBERED = TimeUnit.DAYS.toMicros(20);

  private final TreeMap<String, Alarm> alarms = new TreeMap<>();
  private final long revisionsFrom;

  /**
   * @param known from before a restart
   * @param revisionsFrom the highest revision that rows had before memory began
   */
  public AlarmBook(Iterable<Alarm> known, long revisionsFrom) {
    known.forEach(alarm -> alarms.put(alarm.cause(), alarm));
    this.revisionsFrom = revisionsFrom;
  }

  /**
   * What has become of a cause.
   *
   * @param before null if nothing was known of it
   * @param after null if it is forgotten
   */
  public record Change(String cause, @Nullable Alarm before, @Nullable Alarm after) {
    /** Whether there is a new row to write. */
    public boolean isTold() {
      return after != null
          && after.isRaised()
          && after.revision() != (before == null ? 0 : before.revision());
    }
  }

  /** Whether an alarm of the cause is open. */
  public boolean isOpen(String cause) {
    var alarm = alarms.get(cause);
    return alarm != null && alarm.isOpen();
  }

  /** The alarm of that name, open or cleared not long ago. */
  public Optional<Alarm> find(String alarmId) {
    return alarms.values().stream().filter(alarm -> alarmId.equals(alarm.alarmId())).findFirst();
  }

  /**
   * Looks at everything that is wrong at a time.
   *
   * @param findings all of them: what is not among them is well
   * @param acknowledgements of alarms, perhaps of some that are raised only now
   */
  public List<Change> look(
      Collection<Finding> findings,
      Collection<Acknowledgement> acknowledgements,
      AlarmRules rules,
      long time) {
    var before = new HashMap<>(alarms);
    var wrong = new HashMap<String, Finding>();
    for (var finding : findings) {
      wrong.put(finding.cause(), finding);
      alarms.compute(finding.cause(), (cause, known) -> pendingOrOpen(known, finding));
    }
    for (var entry : List.copyOf(alarms.entrySet())) {
      var after = step(entry.getValue(), wrong.get(entry.getKey()), time);
      if (after == null) {
        alarms.remove(entry.getKey());
      } else {
        alarms.put(entry.getKey(), after);
      }
    }
    acknowledgements.forEach(by -> find(by.alarmId()).ifPresent(alarm -> acknowledge(alarm, by)));
    var suppression = new Suppression(alarms, rules, time);
    alarms.replaceAll((cause, alarm) -> alarm.isOpen() ? suppression.of(alarm) : alarm);
    return changes(before);
  }

  /** A cause that comes back after its alarm has cleared is wrong anew, and its alarm another. */
  private static Alarm pendingOrOpen(@Nullable Alarm known, Finding finding) {
    if (known == null) {
      return Alarm.pending(finding, finding.since());
    }
    return known.isRaised() && !known.isOpen()
        ? Alarm.pending(finding, Math.max(finding.since(), known.clearedAt() + 1))
        : known;
  }

  private @Nullable Alarm step(Alarm alarm, @Nullable Finding finding, long time) {
    if (finding == null) {
      return well(alarm, time);
    }
    if (alarm.isOpen()) {
      return alarm.wellSince(Alarm.NEVER);
    }
    long due = alarm.since() + finding.hold();
    return time >= due ? alarm.raised(due, finding, revisionsFrom) : alarm;
  }

  private static @Nullable Alarm well(Alarm alarm, long time) {
    if (!alarm.isRaised()) {
      return null;
    }
    if (!alarm.isOpen()) {
      return time - alarm.clearedAt() > REMEMBERED ? null : alarm;
    }
    var well = alarm.wellSince(Math.min(alarm.wellSince(), time));
    long due = well.wellSince() + well.clear();
    return time >= due ? well.cleared(Math.max(due, well.raisedAt())) : well;
  }

  private void acknowledge(Alarm alarm, Acknowledgement by) {
    alarms.put(alarm.cause(), alarm.acknowledged(by));
  }

  /** What happens to an alarm at one time is one revision. */
  private List<Change> changes(Map<String, Alarm> before) {
    var changes = new ArrayList<Change>();
    before.forEach(
        (cause, was) -> {
          if (!alarms.containsKey(cause)) {
            changes.add(new Change(cause, was, null));
          }
        });
    for (var entry : alarms.entrySet()) {
      var was = before.get(entry.getKey());
      var is = entry.getValue();
      if (is.equals(was)) {
        continue;
      }
      boolean isSame = was != null && Objects.equals(was.alarmId(), is.alarmId());
      long from = isSame ? Objects.requireNonNull(was).revision() : revisionsFrom;
      var once = is.isRaised() && is.revision() > from + 1 ? is.revision(from + 1) : is;
      entry.setValue(once);
      changes.add(new Change(entry.getKey(), was, once));
    }
    return changes;
  }
}
