package io.hallpulse.serving.history;

import static io.hallpulse.serving.history.Columns.instant;

import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * An event that a rule refuses: it was read and changed nothing.
 *
 * @param subjectId ticket, case or counter it is about
 * @param resolved true once an earlier event that arrived later made it legal
 */
@Schema(name = "Refused")
record RefusedRow(
    String source,
    long epoch,
    long seq,
    @Nullable Instant time,
    String kind,
    @Nullable String subjectId,
    String reason,
    boolean resolved) {
  static RefusedRow of(ResultSet row) throws SQLException {
    return new RefusedRow(
        row.getString("source"),
        row.getLong("epoch"),
        row.getLong("seq"),
        instant(row, "time"),
        row.getString("kind"),
        row.getString("subject_id"),
        row.getString("reason"),
        row.getBoolean("resolved"));
  }
}
