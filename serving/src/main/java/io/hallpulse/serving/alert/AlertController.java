package io.hallpulse.serving.alert;

import io.hallpulse.serving.access.Caller;
import io.hallpulse.serving.access.Policy.Sight;
import io.hallpulse.serving.access.Scope;
import io.hallpulse.serving.audit.Action;
import io.hallpulse.serving.audit.Audit;
import io.hallpulse.serving.live.AlertNow;
import io.hallpulse.serving.live.LiveAlerts;
import io.hallpulse.serving.problem.SaysWhyNot;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.SQLException;
import java.util.List;

/** What is wrong now, and that somebody has seen it. */
@Controller("/api/v1/alerts")
@ExecuteOn(TaskExecutors.BLOCKING)
@SaysWhyNot
@Tag(name = "alerts")
final class AlertController {
  private static final int LONGEST_COMMENT = 500;

  private final LiveAlerts alerts;
  private final Acknowledgements acknowledgements;
  private final Scope scope;
  private final Audit audit;

  AlertController(LiveAlerts alerts, Acknowledgements acknowledgements, Scope scope, Audit audit) {
    this.alerts = alerts;
    this.acknowledgements = acknowledgements;
    this.scope = scope;
    this.audit = audit;
  }

  @Get("{?hall,severity,state}")
  @Operation(
      summary = "Alarms now",
      description =
          "Those that are open, suppressed ones with the reason, the last raised first; by `state`"
              + " also the newest cleared one of each cause. Who acknowledged one and what he said"
              + " is for managers and administrators; for all others it is null.")
  List<AlertNow> open(
      HttpRequest<?> request,
      @Parameter(description = "only this hall's") @QueryValue @Nullable String hall,
      @Parameter(description = "MINOR, MAJOR or CRITICAL") @QueryValue @Nullable String severity,
      @Parameter(description = "RAISED, ACKNOWLEDGED or CLEARED") @QueryValue @Nullable
          String state)
      throws SQLException {
    var caller = Caller.of(request);
    var found =
        alerts.all().stream()
            .filter(alert -> state == null ? alert.isOpen() : alert.state().equals(state))
            .filter(alert -> hall == null || hall.equals(alert.hallId()))
            .filter(alert -> severity == null || alert.severity().equals(severity))
            .filter(alert -> LiveAlerts.isVisible(alert, caller, scope))
            .map(alert -> mayActOn(alert, caller) ? alert : alert.withoutPeople())
            .toList();
    if (found.stream().anyMatch(AlertNow::isPersonal)) {
      audit.add(caller, Action.PERSONAL_DATA_SEEN, request.getPath(), "who acknowledged alarms");
    }
    return found;
  }

  @Get("/counts")
  @Operation(summary = "How many alarms are open, of those that the caller sees")
  LiveAlerts.Counts counts(HttpRequest<?> request) {
    return alerts.counts(Caller.of(request), scope);
  }

  /** What somebody says who has seen an alarm. */
  record Said(@Nullable String comment) {}

  @Post("/{id}/acknowledge")
  @Operation(
      summary = "Somebody has seen an alarm",
      description =
          "Once; it shows everywhere a moment later. An alarm that has cleared is refused.",
      security = @SecurityRequirement(name = "password"))
  Acknowledgements.Made acknowledge(HttpRequest<?> request, String id, @Body Said said)
      throws SQLException {
    var caller = Caller.of(request);
    var alert =
        alerts
            .find(id)
            .orElseThrow(
                () ->
                    new ServingException(
                        Reason.UNKNOWN_ALARM, "Alarm %s is unknown".formatted(id)));
    if (!mayActOn(alert, caller)) {
      throw new ServingException(
          Reason.NOT_ALLOWED, "%s may not use %s".formatted(caller.name(), request.getPath()));
    }
    if (!alert.isOpen()) {
      throw new ServingException(
          Reason.ALARM_CLEARED, "Alarm %s cleared at %s".formatted(id, alert.clearedAt()));
    }
    if (alert.acknowledgedAt() != null) {
      throw new ServingException(
          Reason.ALREADY_DECIDED,
          "Alarm %s was acknowledged at %s".formatted(id, alert.acknowledgedAt()));
    }
    return acknowledgements.make(caller, alert, comment(said.comment()));
  }

  private static @Nullable String comment(@Nullable String said) {
    if (said == null || said.isBlank()) {
      return null;
    }
    var comment = said.strip();
    if (comment.length() > LONGEST_COMMENT) {
      throw new ServingException(
          Reason.UNUSABLE_COMMENT,
          "a comment has at most %d characters, got %d"
              .formatted(LONGEST_COMMENT, comment.length()));
    }
    return comment;
  }

  /** Whether an alarm is of somebody's own halls. */
  private boolean mayActOn(AlertNow alert, Caller caller) {
    return alert.hallId() == null
        ? scope.shows(caller, Sight.ALARM_NOTES)
        : scope.shows(caller, Sight.ALARM_NOTES, alert.hallId());
  }
}
