package io.hallpulse.serving.rating;

import static io.hallpulse.serving.history.Columns.instant;
import static io.hallpulse.serving.history.Columns.texts;

import io.hallpulse.serving.rating.Decisions.Made;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** A bad rating that is not yet put right. */
@Schema(name = "Rectification")
record OpenRating(
    String ratingId,
    String ticketId,
    @Nullable String counterId,
    @Nullable String unitId,
    @Nullable String itemCode,
    int level,
    List<String> reasons,
    @Nullable String words,
    Instant givenAt,
    @Nullable Instant contactDue,
    @Nullable Instant contactedAt,
    @Nullable Instant closeDue,
    String state) {

  static OpenRating of(ResultSet row) throws SQLException {
    return new OpenRating(
        row.getString("rating_id"),
        row.getString("ticket_id"),
        row.getString("counter_id"),
        row.getString("unit_id"),
        row.getString("item_code"),
        row.getInt("level"),
        texts(row, "reasons"),
        row.getString("words"),
        Objects.requireNonNull(instant(row, "given_at")),
        instant(row, "contact_due"),
        instant(row, "contacted_at"),
        instant(row, "close_due"),
        row.getString("state"));
  }

  /** Whether something that the lake does not know yet has settled it. */
  boolean isSettledBy(List<Made> decisions) {
    return decisions.stream()
        .anyMatch(
            made ->
                made.ticketId().equals(ticketId)
                    && (made.decision() == Decision.APPEAL_UPHELD
                        || made.decision() == Decision.CLOSED
                            && !made.decided().isBefore(givenAt)));
  }

  /** As it is now, with what the lake does not know yet. */
  OpenRating asOf(Instant now, List<Made> decisions) {
    var contacted = contactedAt;
    for (var made : decisions) {
      if (contacted == null
          && made.ticketId().equals(ticketId)
          && made.decision() == Decision.CONTACTED
          && !made.decided().isBefore(givenAt)) {
        contacted = made.decided();
      }
    }
    var isOverdue = closeDue != null && !closeDue.isAfter(now);
    return new OpenRating(
        ratingId,
        ticketId,
        counterId,
        unitId,
        itemCode,
        level,
        reasons,
        words,
        givenAt,
        contactDue,
        contacted,
        closeDue,
        isOverdue ? "overdue" : contacted == null ? "open" : "contacted");
  }
}
