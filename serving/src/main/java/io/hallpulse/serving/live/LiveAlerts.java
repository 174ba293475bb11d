package io.hallpulse.serving.live;

import io.hallpulse.schemas.live.LiveAlert;
import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.Scope;
import io.hallpulse.serving.reference.Names;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The newest alarm of every cause. */
@Singleton
public final class LiveAlerts {
  private final Newest<LiveAlert> alerts = new Newest<>();
  private final Names names;

  LiveAlerts(Names names) {
    this.names = names;
  }

  boolean offer(LiveAlert alert) {
    return alerts.offer(AlertNow.cause(alert), alert.getVersion(), alert.getHallTime(), alert);
  }

  Optional<AlertNow> ofCause(String cause) {
    return alerts.of(cause).map(alert -> AlertNow.of(alert, names));
  }

  /** An alarm with the names of what it is about. */
  public AlertNow named(LiveAlert alert) {
    return AlertNow.of(alert, names);
  }

  /** All of them, those first that were raised last. */
  public List<AlertNow> all() {
    return alerts.all().stream()
        .map(alert -> AlertNow.of(alert, names))
        .sorted(
            Comparator.comparing(AlertNow::raisedAt).reversed().thenComparing(AlertNow::alarmId))
        .toList();
  }

  /**
   * How many alarms are open, of those that somebody sees.
   *
   * @param open all of them
   * @param critical of them, called out as CRITICAL
   * @param acknowledged of them, seen by somebody
   * @param suppressed of them, not called out
   */
  @Schema(name = "AlertCounts")
  public record Counts(int open, int critical, int acknowledged, int suppressed) {}

  public Counts counts(Caller caller, Scope scope) {
    var open =
        all().stream()
            .filter(AlertNow::isOpen)
            .filter(alert -> isVisible(alert, caller, scope))
            .toList();
    var calledOut = open.stream().filter(alert -> alert.suppressedReason() == null).toList();
    return new Counts(
        open.size(),
        (int) calledOut.stream().filter(alert -> alert.severity().equals("CRITICAL")).count(),
        (int) open.stream().filter(alert -> alert.state().equals("ACKNOWLEDGED")).count(),
        open.size() - calledOut.size());
  }

  /** The alarm of that name, if it is the newest of its cause. */
  public Optional<AlertNow> find(String alarmId) {
    return alerts.all().stream()
        .filter(alert -> alert.getAlarmId().equals(alarmId))
        .findFirst()
        .map(alert -> AlertNow.of(alert, names));
  }

  /** Whether somebody sees an alarm; those of the platform everybody does. */
  public static boolean isVisible(AlertNow alert, Caller caller, Scope scope) {
    return isVisible(alert.about(), caller, scope);
  }

  private static boolean isVisible(@Nullable String about, Caller caller, Scope scope) {
    if (about == null) {
      return true;
    }
    return Frame.district(about)
        .map(district -> scope.showsDistrict(caller, district))
        .orElseGet(() -> scope.shows(caller, about));
  }
}
