package io.hallpulse.serving.history;

import static io.hallpulse.serving.history.Columns.instant;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * An alarm of the past: its newest revision.
 *
 * @param acknowledgedBy for managers and administrators; null for all others
 * @param comment likewise
 * @param facts what it was raised upon
 */
@Schema(name = "PastAlert")
record AlertRow(
    String alarmId,
    String rule,
    String scope,
    String scopeId,
    String severity,
    String state,
    @Nullable Instant since,
    @Nullable Instant raisedAt,
    @Nullable Instant acknowledgedAt,
    @Nullable String acknowledgedBy,
    @Nullable String comment,
    @Nullable Instant clearedAt,
    @Nullable String suppressedBy,
    @Nullable String suppressedReason,
    @JsonRawValue @Schema(implementation = Object.class) String facts,
    long revision) {

  static AlertRow of(ResultSet row) throws SQLException {
    return new AlertRow(
        row.getString("alarm_id"),
        row.getString("rule"),
        row.getString("scope"),
        row.getString("scope_id"),
        row.getString("severity"),
        row.getString("state"),
        instant(row, "since"),
        instant(row, "raised_at"),
        instant(row, "acknowledged_at"),
        row.getString("acknowledged_by"),
        row.getString("comment"),
        instant(row, "cleared_at"),
        row.getString("suppressed_by"),
        row.getString("suppressed_reason"),
        row.getString("facts"),
        row.getLong("revision"));
  }

  AlertRow withoutPeople() {
    return new AlertRow(
        alarmId,
        rule,
        scope,
        scopeId,
        severity,
        state,
        since,
        raisedAt,
        acknowledgedAt,
        null,
        null,
        clearedAt,
        suppressedBy,
        suppressedReason,
        facts,
        revision);
  }
}
