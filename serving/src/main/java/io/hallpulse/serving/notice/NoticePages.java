package io.hallpulse.serving.notice;

import io.hallpulse.schemas.event.Event;
import io.hallpulse.schemas.event.EventKind;
import io.hallpulse.serving.outbox.EventOutbox;
import io.hallpulse.serving.problem.ServingException;
import io.hallpulse.serving.problem.ServingException.Reason;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The signed notices, each as its hall's device told it: once, and never otherwise. */
@Singleton
final class NoticePages {
  private static final String ADD =
      """
      INSERT INTO notice_page
        (notice_id, hall_id, matter_id, ticket_id, item_code, item_name, missing, materials,
         issued, content_hash, signed)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (notice_id) DO NOTHING
      """;

  private static final String FIND =
      """
      SELECT notice_id, hall_id, matter_id, ticket_id, item_code, item_name, missing, materials,
        issued, content_hash, signed, viewed IS NOT NULL AS is_viewed
      FROM notice_page WHERE notice_id = ?
      """;

  private static final String VIEW =
      """
      UPDATE notice_page SET viewed = ? WHERE notice_id = ? AND viewed IS NULL
      """;

  private final DataSource database;
  private final EventOutbox events;
  private final Clock clock;

  NoticePages(DataSource database, EventOutbox events, Clock clock) {
    this.database = database;
    this.events = events;
    this.clock = clock;
  }

  /** Keeps one; the same again is nothing new, and another under its id is refused. */
  void keep(NoticePage page) throws SQLException {
    try (var connection = database.getConnection()) {
      if (add(connection, page)) {
        return;
      }
      var kept = find(connection, page.noticeId()).orElseThrow();
      if (!kept.contentHash().equals(page.contentHash()) || !kept.hallId().equals(page.hallId())) {
        throw new ServingException(
            Reason.NOTICE_FIXED,
            "Notice %s is kept with the hash %s, not %s"
                .formatted(page.noticeId(), kept.contentHash(), page.contentHash()));
      }
    }
  }

  private static boolean add(Connection connection, NoticePage page) throws SQLException {
    try (var insert = connection.prepareStatement(ADD)) {
      insert.setString(1, page.noticeId());
      insert.setString(2, page.hallId());
      insert.setString(3, page.matterId());
      insert.setString(4, page.ticketId());
      insert.setString(5, page.itemCode());
      insert.setString(6, page.itemName());
      insert.setArray(7, array(connection, page.missing()));
      insert.setArray(8, array(connection, page.materials()));
      insert.setObject(9, page.issued().atOffset(ZoneOffset.UTC));
      insert.setString(10, page.contentHash());
      insert.setObject(11, page.signed().atOffset(ZoneOffset.UTC));
      return insert.executeUpdate() == 1;
    }
  }

  private static Array array(Connection connection, List<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  Optional<NoticePage> find(String noticeId) throws SQLException {
    try (var connection = database.getConnection()) {
      return find(connection, noticeId);
    }
  }

  private static Optional<NoticePage> find(Connection connection, String noticeId)
      throws SQLException {
    try (var query = connection.prepareStatement(FIND)) {
      query.setString(1, noticeId);
      try (var row = query.executeQuery()) {
        return row.next() ? Optional.of(page(row)) : Optional.empty();
      }
    }
  }

  /** Tells once that its visitor has opened it. */
  void view(NoticePage page, String district) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (var view = connection.prepareStatement(VIEW)) {
        view.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
        view.setString(2, page.noticeId());
        if (view.executeUpdate() == 0) {
          return;
        }
      }
      events.add(
          connection,
          page.hallId(),
          district,
          Event.newBuilder()
              .setKind(EventKind.NOTICE_VIEWED)
              .setNoticeId(page.noticeId())
              .setMatterId(page.matterId())
              .setTicketId(page.ticketId())
              .setItemCode(page.itemCode()));
      connection.commit();
    }
    events.send();
  }

  private static NoticePage page(ResultSet row) throws SQLException {
    return new NoticePage(
        row.getString("notice_id"),
        row.getString("hall_id"),
        row.getString("matter_id"),
        row.getString("ticket_id"),
        row.getString("item_code"),
        row.getString("item_name"),
        texts(row, "missing"),
        texts(row, "materials"),
        instant(row, "issued"),
        row.getString("content_hash"),
        instant(row, "signed"),
        row.getBoolean("is_viewed"));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
